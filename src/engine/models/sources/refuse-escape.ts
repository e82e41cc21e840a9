import { CrosslensError } from '../../../protocol/errors.ts';

/** @throws CrosslensError `file-damaged` for a path that leads out of its folder */
export function refuseEscape(path: string, name: string): void {
  if (path.startsWith('/') || path.split('/').includes('..')) {
    throw new CrosslensError('file-damaged', `${name} lists a file outside its own folder: ${path}. It is refused.`);
  }
}

