import { Bar, Skeleton } from '@/components/ui/skeleton';

/** Rows of tickets on their way. */
export function RowListSkeleton({ label, count = 4 }: { label: string; count?: number }) {
  return (
    <Skeleton label={label} className="space-y-4">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="flex h-40 overflow-hidden rounded-lg bg-sheet ring-1 ring-line sm:h-[8.5rem]">
          <div className="w-14 bg-paper-deep sm:w-16" />
          <div className="flex-1 space-y-3 p-5">
            <Bar className="h-5 w-20" />
            <Bar className="h-5 w-1/2" />
            <Bar className="h-4 w-2/5" />
          </div>
        </div>
      ))}
    </Skeleton>
  );
}
