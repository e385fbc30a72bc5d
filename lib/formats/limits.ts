const MiB = 1024 * 1024;

/**
 * The largest things the Lab reads. Every reader checks them before it allocates, so that a
 * damaged or hostile file costs a sentence and not the tab's memory.
 */
export const LIMITS = {
  /** Bytes of a file as it lies on disk. */
  fileBytes: 256 * MiB,
  /** Bytes of all entries of a zip together, once unpacked. */
  unpackedBytes: 256 * MiB,
  /** An entry may unpack to at most this many times its packed size … */
  unpackRatio: 200,
  /** … unless it unpacks to no more bytes than this. */
  unpackRatioFreeBytes: MiB,
  /** Entries in a zip. */
  zipEntries: 1000,
  /** Characters of the header of a .npy file; numpy itself writes about a hundred. */
  npyHeaderBytes: 65_536,
  /** Axes of an array; numpy's own limit. */
  axes: 64,
  /** Elements of one array. */
  elements: 4096 * 4096,
  /** Time steps T. */
  steps: 4096,
  /** Channels N. */
  channels: 4096,
  /** Largest magnitude of an input value (dimensionless). */
  magnitude: 1e6,
  /** Rows of numbers in a .csv file; each is a time step. */
  csvRows: 4096,
  /** Columns of a .csv file; each is a channel. */
  csvColumns: 4096,
  /** Characters of one cell of a .csv file. */
  csvCell: 1000,
  /** Events of one recording. */
  events: 4 * MiB,
} as const;
