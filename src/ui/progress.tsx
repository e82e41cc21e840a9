/** A bar for work that is under way; `value` null while its length is not known. Fractions 0–1. */
export function Progress({ value, label }: { readonly value: number | null; readonly label: string }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(value === null ? {} : { 'aria-valuenow': Math.round(100 * value) })}
      className="h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={
          value === null
            ? 'h-full w-1/3 rounded-full bg-line-strong motion-safe:animate-pulse'
            : 'h-full rounded-full bg-arm transition-[width] duration-150'
        }
        style={
          value === null ? undefined : { width: `${100 * value}%`, background: 'var(--arm, var(--link))' }
        }
      />
    </div>
  );
}
