import type { FileEntry } from '@zip.js/zip.js';
import { FileRefused } from '../formats/format-reader.ts';
import type { SourceFile } from '../source-file.ts';
import type { ArchiveLimits } from './archive-limits.ts';
import { ARCHIVE_LIMITS } from './archive-limits.ts';
import { createMember } from './archive-member.ts';
import { isClutter, unsafePath } from './member-path.ts';
import { unreadableSource } from './unreadable-source.ts';

/** `PK` and what follows it at the beginning of an archive, or of an empty one. */
export function isZip(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6));
}

/** Stored, and deflated: what every program writes, and the browser unpacks by itself. */
const METHODS: ReadonlySet<number> = new Set([0, 8]);

/** Unix's file type of a symbolic link, as it stands in a member's attributes. */
const SYMLINK = 0xa000;

/**
 * The members of a ZIP archive as files, named `archive.zip/folder/file.jsonl`. Nothing is unpacked until it is read.
 * A member that cannot be read (encrypted, an archive itself, an unsafe name) is among them: reading it throws the
 * reason as `FileRefused`. Folders, hidden files and `__MACOSX` are left out.
 * @throws FileRefused when the archive itself cannot be read
 */
export async function expandArchive(
  source: SourceFile,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<SourceFile[]> {
  // Only who opens an archive loads what reads it.
  const { Reader, ZipReader } = await import('@zip.js/zip.js/lib/zip-core-custom.js');
  class SourceReader extends Reader<SourceFile> {
    override size = source.size;
    override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
      if (length > limits.directory) throw new FileRefused('Its list of members is larger than it can be.');
      return source.slice(index, index + length);
    }
  }
  const reader = new ZipReader(new SourceReader(source), {
    useWebWorkers: false,
    // Names are checked here, so that what is refused can be named.
    filenameValidation: 'tolerant',
  });
  const spent = { bytes: 0 };
  const members: SourceFile[] = [];
  const seen = new Set<string>();
  let entries = 0;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (++entries > limits.entries) {
        throw new FileRefused(
          `It holds more than ${limits.entries.toLocaleString('en-GB')} files. Pack fewer into one archive.`,
        );
      }
      if (entry.directory || isClutter(entry.filename)) continue;
      const name = `${source.name}/${entry.filename}`;
      const refusal = seen.has(entry.filename)
        ? 'Another member has the same name. The first is read.'
        : refusalOf(entry);
      seen.add(entry.filename);
      members.push(
        refusal === null
          ? createMember(name, entry, source.take, limits, spent)
          : unreadableSource(name, entry.uncompressedSize, refusal),
      );
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw new FileRefused(`The ZIP archive is damaged or cut short (${cause}). Fetch it again.`);
  }
  if (members.length === 0) throw new FileRefused('The ZIP archive holds no files.');
  return members;
}

function refusalOf(entry: FileEntry): string | null {
  const unsafe = unsafePath(entry.filename);
  if (unsafe !== null) return unsafe;
  if (((entry.externalFileAttributes >>> 16) & 0xf000) === SYMLINK) {
    return 'It is a link to another file, not a file.';
  }
  if (entry.encrypted) return 'It is encrypted. Unpack the archive with its password first.';
  if (!METHODS.has(entry.compressionMethod)) {
    return `It is compressed by method ${entry.compressionMethod}, which browsers cannot unpack. Pack it with the usual one (deflate).`;
  }
  if (/\.zip$/i.test(entry.filename))
    return 'It is a ZIP archive inside another one. Unpack the outer one first.';
  return null;
}
