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

/** The largest data sets that are read for training; checked in the same way. */
export const DATASET_LIMITS = {
  /** Samples of all parts together. */
  samples: 200_000,
  /** Bytes of all stores together, as they are kept for training. */
  storeBytes: 1024 * MiB,
  /** Events that are kept one by one; denser sets are kept as counts and need no such limit. */
  events: 60_000_000,
  /** Bytes of one file as it lies on disk. */
  fileBytes: 4096 * MiB,
  /** Bytes of one HDF5 file that must be held in memory: unpacked from gzip or zip, or read outside a worker. */
  hdf5Bytes: 1024 * MiB,
  /** Bytes of one HDF5 chunk or heap, which the library holds in memory at once. */
  hdf5ChunkBytes: 64 * MiB,
  /** Files, those in zips included. */
  files: 250_000,
  /** Bytes that the HDF5 library may use while it reads, the file itself not included. */
  hdf5Heap: 256 * MiB,
  /** Classes. */
  classes: 1000,
  /** Rows and columns of a picture. */
  pictureSide: 256,
  /** Rows and columns of a camera. */
  cameraSide: 2048,
  /** Rows and columns after pooling. */
  pixels: 128,
  /** Steps T of a sample. */
  steps: 1000,
  /** Seconds of a sample. */
  seconds: 60,
  /** Bytes of the text file that says where in a recording each gesture lies. */
  textBytes: MiB,
  /** Deflate makes at most this many bytes from one. */
  deflateRatio: 1032,
} as const;

/** The largest rasters that are read to be compared; checked in the same way. */
export const SPIKE_LIMITS = {
  /** Bytes of one file as it lies on disk. */
  fileBytes: 512 * MiB,
  /** Bytes of all entries of a zip together, once unpacked. */
  unpackedBytes: 512 * MiB,
  /** Elements of a dense array. */
  elements: 128 * MiB,
  /** Spikes, or events, of one raster. */
  spikes: 20_000_000,
  /** Neurons, or pixels times polarities. */
  neurons: 4 * MiB,
  /** Steps of a dense array. */
  steps: 16 * MiB,
  /** Numbers of a text. */
  textNumbers: 25_000_000,
  /** Numbers of all traces kept beside the spikes. */
  traceNumbers: 16 * MiB,
} as const;
