const PATHS = {
  corpus: 'M4 5.5h8m-8 4h12m-12 4h12m-12 4h7M15 4l1.5 1.5L19 3',
  encoders: 'M4 5h12v3H4zM4 12h12v3H4zM7 8v4m6-4v4',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13 13l4 4',
  recall: 'M3 5h14M3 10h14M3 15h14',
  queries: 'M3 5h8M3 10h6M3 15h8M13 8l4 3.5L13 15',
  bias: 'M3.5 3.5h13v13h-13zM3.5 10h13M10 3.5v13',
  xqg: 'M3 15c4 0 4-9 8-9h6m-3-3 3 3-3 3',
  lab: 'M7.5 3h5M8.5 3v5L4 16a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1l-4.5-8V3M6.4 12h7.2',
  regimes: 'M3.5 4v12.5H17M5.5 7.5c3.5 0 4 6 11 6M5.5 13c4 0 5-7.5 11-7.5',
  storage: 'M3.5 4.5h13v4h-13zM3.5 11.5h13v4h-13zM6 6.5h.01M6 13.5h.01',
  stop: 'M5.5 5.5h9v9h-9z',
  undo: 'M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8',
  lessons:
    'M10 5.5C8.5 4.2 6 3.8 3 4v11.5c3-.2 5.5.2 7 1.5 1.5-1.3 4-1.7 7-1.5V4c-3-.2-5.5.2-7 1.5zM10 5.5V17',
  plus: 'M10 4v12M4 10h12',
  close: 'M5 5l10 10M15 5L5 15',
  left: 'M12 5l-5 5 5 5',
  right: 'M8 5l5 5-5 5',
  down: 'M5 8l5 5 5-5',
  fetch: 'M10 3v9.5M6 8.5l4 4 4-4M4 16.5h12',
  tick: 'M4 10.5l4 4 8-9',
  file: 'M5 2.5h6l4 4v11H5zM11 2.5v4h4',
  folder: 'M2.5 5h5l2 2h8v9h-15z',
  pause: 'M7 4.5v11M13 4.5v11',
  play: 'M6 4l10 6-10 6z',
  retry: 'M15.5 7.5A6 6 0 1 0 16 11M16 3.5v4h-4',
  sun: 'M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6 16 16M16 4l-1.4 1.4M5.4 14.6 4 16',
  moon: 'M16 12.2A6.8 6.8 0 0 1 7.8 4a6.8 6.8 0 1 0 8.2 8.2z',
  system: 'M3 4h14v9H3zM7.5 16.5h5M10 13v3.5',
  keys: 'M2.5 5.5h15v9h-15zM6 11.5h8M5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01',
  languages:
    'M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15zM2.5 10h15M10 2.5c-5 5-5 10 0 15M10 2.5c5 5 5 10 0 15',
  warning: 'M10 3l7.5 13.5h-15zM10 8v4M10 14.2v.1',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  info: 'M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15zM10 9v5M10 6.3v.1',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration beside words, never instead of them: hidden from assistive technology. */
export function Icon({
  name,
  size = 16,
  className = '',
}: {
  readonly name: IconName;
  readonly size?: number;
  readonly className?: string;
}) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className={`shrink-0 ${className}`}
    >
      <path d={PATHS[name]} />
      {name === 'recall' && (
        <path d="M7 5h.01M12 5h.01M5 10h.01M15 10h.01M9 15h.01M13 15h.01" strokeWidth="4" />
      )}
    </svg>
  );
}
