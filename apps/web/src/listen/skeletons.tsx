import { SkeletonCards } from "../shell/loaded.tsx";

/** In the shape of a song's page. */
export function SongSkeleton() {
  return (
    <div aria-hidden className="space-y-12">
      <div className="grid items-center gap-6 sm:grid-cols-2 sm:gap-10">
        <div className="skeleton aspect-square" />
        <div className="space-y-4">
          <div className="skeleton h-12" />
          <div className="skeleton h-7 w-1/2" />
          <div className="skeleton h-12 w-3/4" />
        </div>
      </div>
      <SkeletonCards heights={["16rem"]} />
    </div>
  );
}

/** In the shape of a release's or an artist's page. */
export function ListSkeleton() {
  return (
    <div aria-hidden className="space-y-8">
      <div className="flex flex-col gap-6 sm:flex-row sm:items-end">
        <div className="skeleton aspect-square w-full sm:w-56" />
        <div className="grow space-y-4">
          <div className="skeleton h-10 w-2/3" />
          <div className="skeleton h-11 w-40" />
        </div>
      </div>
      <SongListSkeleton count={4} />
    </div>
  );
}

/** In the shape of so many songs in a list. */
export function SongListSkeleton({ count }: { count: number }) {
  return (
    <div aria-hidden className="space-y-2">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex items-center gap-3 py-2">
          <div className="skeleton size-12 shrink-0" />
          <div className="skeleton h-10 grow" />
        </div>
      ))}
    </div>
  );
}

/** In the shape of covers side by side. */
export function GridSkeleton() {
  return (
    <div aria-hidden className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className="space-y-2">
          <div className="skeleton aspect-square" />
          <div className="skeleton h-[4.625rem]" />
        </div>
      ))}
    </div>
  );
}
