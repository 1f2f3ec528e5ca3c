import { Trans, useLingui } from "@lingui/react/macro";
import type { SandboxPayment } from "@songkeeper/client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useBooksChanged } from "./use-ordering.ts";
import { Found } from "../listen/found.tsx";
import { client } from "../shell/client.ts";
import { SkeletonCards } from "../shell/loaded.tsx";
import { Money } from "../shell/money.tsx";
import { PageTitle } from "../shell/page-title.tsx";
import { ProblemNote } from "../shell/problem-note.tsx";
import { SignedInOnly } from "../shell/signed-in-only.tsx";

const route = getRouteApi("/pay/sandbox/$reference");

/** The sandbox's cashier: what a payment provider's page would be, without money. */
export function SandboxPage() {
  const { t } = useLingui();
  const { reference } = route.useParams();
  return (
    <SignedInOnly>
      {() => (
        <div className="mx-auto max-w-md space-y-6">
          <PageTitle>{t`Pay`}</PageTitle>
          <Cashier reference={reference} />
        </div>
      )}
    </SignedInOnly>
  );
}

function Cashier({ reference }: { reference: string }) {
  const payment = useQuery({
    queryKey: ["sandbox", reference],
    queryFn: ({ signal }) => client.orders.getSandboxPayment(reference, signal),
    staleTime: 0,
  });
  return (
    <Found query={payment} skeleton={<SkeletonCards heights={["2.5rem", "16rem"]} />}>
      {(found) => <Payment payment={found} />}
    </Found>
  );
}

function Payment({ payment }: { payment: SandboxPayment }) {
  const { reference, amountMicro, state } = payment;
  const navigate = useNavigate();
  const changed = useBooksChanged();
  const decide = useMutation({
    mutationFn: (outcome: "pay" | "decline") => client.orders.decideSandboxPayment(reference, { outcome }),
    onSuccess: async ({ returnUrl }) => {
      await changed();
      await navigate({ to: returnUrl, replace: true });
    },
  });
  return (
    <>
      <h1>
        <Trans>Pay with the sandbox</Trans>
      </h1>
      <div className="card space-y-5">
        <p className="rounded-card bg-warn-wash p-3 text-warn">
          <Trans>Sandbox: no money moves. A real payment provider’s page would stand here.</Trans>
        </p>
        <p className="text-center text-4xl font-strong">
          <Money micros={amountMicro} />
        </p>
        <p className="text-center text-sm text-soft">
          <Trans>
            Payment <span className="code">{reference}</span>
          </Trans>
        </p>
        {decide.isError && <ProblemNote error={decide.error} />}
        {state === "open" ? (
          <div className="flex flex-col gap-3">
            <button
              type="button"
              className="button button-main"
              disabled={decide.isPending || decide.isSuccess}
              onClick={() => decide.mutate("pay")}
            >
              {decide.isPending ? <Trans>Telling the shop…</Trans> : <Trans>Pay</Trans>}
            </button>
            <button
              type="button"
              className="button button-quiet"
              disabled={decide.isPending || decide.isSuccess}
              onClick={() => decide.mutate("decline")}
            >
              <Trans>Decline</Trans>
            </button>
          </div>
        ) : (
          <Decided payment={payment} />
        )}
      </div>
    </>
  );
}

function Decided({ payment: { state, orderId } }: { payment: SandboxPayment }) {
  return (
    <div className="space-y-3 text-center">
      <p>
        {state === "paid" && <Trans>This was paid.</Trans>}
        {state === "declined" && <Trans>This was declined. Nothing was paid.</Trans>}
        {state === "expired" && <Trans>The time to pay is over. Nothing was paid.</Trans>}
      </p>
      <Link to="/orders/$orderId" params={{ orderId }} className="button button-main w-full">
        <Trans>To the order</Trans>
      </Link>
    </div>
  );
}
