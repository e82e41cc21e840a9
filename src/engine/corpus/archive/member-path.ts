/** What systems add to archives, and nobody means. */
const CLUTTER = /^(?:__MACOSX|Thumbs\.db|desktop\.ini)$/i;

/** `null`: a member that is left out without a word. */
export function isClutter(path: string): boolean {
  return path.split('/').some((part) => CLUTTER.test(part) || /^\.[^.]/.test(part));
}

/** Why a member's name is not taken as a path; `null` where it is. */
export function unsafePath(path: string): string | null {
  const outside =
    path === '' ||
    path.startsWith('/') ||
    path.includes('\\') ||
    path.includes('\0') ||
    /^[a-z]:/i.test(path) ||
    path.split('/').some((part) => part === '..');
  return outside
    ? 'Its name leads out of the archive, which an honest one does not do. It was not opened.'
    : null;
}
