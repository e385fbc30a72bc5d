/**
 * What is wrong with a piece of data, as the rest of a sentence that begins with “the data”: `end early`. Whoever reads
 * the file knows where the data stand in it and says so.
 */
export class DataError extends Error {}
