import { Trans, useLingui } from "@lingui/react/macro";
import type { OrderView } from "@songkeeper/client";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronDown, CircleCheck, CircleX, Clock } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { Cover } from "../listen/cover.tsx";
import { Found } from "../listen/found.tsx";
import { SkeletonCards } from "../shell/loaded.tsx";
import { Money } from "../shell/money.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";
import { When } from "../shell/when.tsx";
import { Downloads } from "./downloads.tsx";
import { HearIt } from "./hear-it.tsx";
import { RefundButton } from "./refund-button.tsx";
import { ReleaseDownloads } from "./release-downloads.tsx";
import { useBooksChanged, useOrder } from "./use-ordering.ts";

const route = getRouteApi("/orders/$orderId");

/** An order: what became of it, and what can be done now. */
export function OrderPage() {
  const { t } = useLingui();
  const { orderId } = route.useParams();
  return (
    <SignedInOnly>
      {() => (
        <div className="mx-auto max-w-2xl space-y-6">
          <PageTitle>{t`Order`}</PageTitle>
          <Ordered orderId={orderId} />
        </div>
      )}
    </SignedInOnly>
  );
}

function Ordered({ orderId }: { orderId: string }) {
  return (
    <Found query={useOrder(orderId)} skeleton={<SkeletonCards heights={["2.5rem", "8rem", "12rem"]} />}>
      {(order) => <Order order={order} />}
    </Found>
  );
}

function Order({ order }: { order: OrderView }) {
  const { state } = order;
  const changed = useBooksChanged();
  const onGiven = useEffectEvent(() => void changed());
  useEffect(() => {
    // It may have been given while this page was open: then the songs elsewhere are now the reader's.
    if (state === "fulfilled") onGiven();
  }, [state]);
  return (
    <>
      <OrderHead order={order} />
      <ul className="space-y-4">
        {order.lines.map((line) => (
          <li key={line.trackId} className="card space-y-4">
            <div className="flex items-center gap-4">
              <Cover coverId={line.coverId} sizes="80px" className="size-20" />
              <p className="min-w-0 grow">
                <Link
                  to="/song/$songId"
                  params={{ songId: line.trackId }}
                  className="block font-strong hover:underline"
                >
                  {line.title}
                </Link>
                <span className="block text-soft">{line.artist}</span>
              </p>
              <Money micros={line.amountMicro} />
            </div>
            {state === "fulfilled" && (
              <>
                <HearIt songId={line.trackId} lossless={line.lossless} />
                <Files line={line} order={order} />
              </>
            )}
          </li>
        ))}
      </ul>
      {state === "fulfilled" && releasesOf(order).map((id) => <ReleaseDownloads key={id} releaseId={id} />)}
      <p className="flex flex-wrap items-center justify-between gap-3 text-sm text-soft">
        <span>
          <Trans>
            Ordered <When at={order.createdAt} /> · in all <Money micros={order.totalMicro} />
          </Trans>
        </span>
        <Link to="/library" className="link">
          <Trans>All my songs and orders</Trans>
        </Link>
      </p>
      {order.refundable && <RefundButton order={order} />}
    </>
  );
}

/** A song's files; of several songs they are shown when they are wanted, so that the page stays a list. */
function Files({ line, order }: { line: OrderView["lines"][number]; order: OrderView }) {
  const files = <Downloads songId={line.trackId} lossless={line.lossless} endsRefund={order.refundable} />;
  if (order.lines.length === 1) return files;
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 text-accent">
        <ChevronDown aria-hidden className="size-4" />
        <Trans>Fetch the files</Trans>
      </summary>
      {files}
    </details>
  );
}

function releasesOf({ lines }: OrderView): string[] {
  return [...new Set(lines.flatMap(({ releaseId }) => (releaseId === null ? [] : [releaseId])))];
}

/** What became of the order, in words, and the way on. */
function OrderHead({ order }: { order: OrderView }) {
  const song = order.lines[0];
  const again = song && (
    <Link to="/song/$songId" params={{ songId: song.trackId }} search={{ buy: 1 }} className="button button-main">
      <Trans>Try again</Trans>
    </Link>
  );
  switch (order.state) {
    case "fulfilled":
      return (
        <Head icon={<CircleCheck aria-hidden className="size-8 text-good" />} title={<Trans>It is yours</Trans>} />
      );
    case "created":
    case "pending":
      return (
        <Head
          icon={<Clock aria-hidden className="size-8 text-warn" />}
          title={<Trans>This order waits to be paid</Trans>}
          words={
            order.expiresAt && (
              <Trans>
                It waits until <When at={order.expiresAt} />. This page notices by itself when it was paid.
              </Trans>
            )
          }
        >
          {order.payUrl && (
            <Link to={order.payUrl} className="button button-main">
              <Trans>Go and pay</Trans>
            </Link>
          )}
        </Head>
      );
    case "paid":
      return (
        <Head
          icon={<Clock aria-hidden className="size-8 text-good" />}
          title={<Trans>Paid. Your songs are being made yours…</Trans>}
        />
      );
    case "failed":
      return (
        <Head
          icon={<CircleX aria-hidden className="size-8 text-bad" />}
          title={<Trans>The payment was declined</Trans>}
          words={<Trans>Nothing was paid, and nothing is owed.</Trans>}
        >
          {again}
        </Head>
      );
    case "expired":
      return (
        <Head
          icon={<CircleX aria-hidden className="size-8 text-bad" />}
          title={<Trans>The time to pay is over</Trans>}
          words={<Trans>Nothing is owed. Should a payment still arrive, it goes back by itself.</Trans>}
        >
          {again}
        </Head>
      );
    case "refunded":
      return (
        <Head
          icon={<CircleCheck aria-hidden className="size-8 text-good" />}
          title={<Trans>Your money went back</Trans>}
          words={<Trans>The order was undone. The song streams for you as for everybody.</Trans>}
        />
      );
    case "charged_back":
      return (
        <Head
          icon={<CircleX aria-hidden className="size-8 text-bad" />}
          title={<Trans>The payment was taken back</Trans>}
          words={<Trans>Your bank or payment provider undid it, and so the order is undone.</Trans>}
        />
      );
  }
}

interface HeadProps {
  icon: ReactNode;
  title: ReactNode;
  words?: ReactNode;
  children?: ReactNode;
}

function Head({ icon, title, words, children }: HeadProps) {
  return (
    <div role="status" className="space-y-4">
      <h1 className="flex items-center gap-3">
        {icon}
        {title}
      </h1>
      {words && <p className="text-soft">{words}</p>}
      {children}
    </div>
  );
}
