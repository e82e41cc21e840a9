/** Long enough for any browser to have taken the bytes; some read the address only after the click has returned. */
const KEPT_MS = 30_000;

/** Gives the person a file. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, KEPT_MS);
}
