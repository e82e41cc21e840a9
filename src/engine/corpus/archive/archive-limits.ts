/** What an archive may hold and grow to: a few kilobytes can stand for gigabytes. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Of its list of members, in bytes. */
  readonly directory: number;
  /** Of all members together, unpacked, as they are really read. */
  readonly bytes: number;
  /** Unpacked bytes for each packed byte of a member, once `ratioFrom` were read. */
  readonly ratio: number;
  readonly ratioFrom: number;
  /** A member that is read by its own index (Parquet) is unpacked whole. */
  readonly whole: number;
}

const MB = 1024 ** 2;

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 10_000,
  directory: 64 * MB,
  bytes: 16 * 1024 * MB,
  ratio: 200,
  ratioFrom: 64 * MB,
  whole: 512 * MB,
};
