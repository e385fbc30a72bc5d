import type { Hdf5File } from '../../hdf5File';
import type { Hdf5Tree } from '../../hdf5Tree';
import type { Understood } from '../common';
import type { SpikeOptions } from '../types';

/** An open HDF5 file that is read as spikes. */
export interface Hdf5Frame {
  readonly hdf5: Hdf5File;
  readonly tree: Hdf5Tree;
  readonly options: SpikeOptions;
  /** For the raster. */
  readonly name: string;
  /** Called often; it waits about every 50 ms. */
  readonly pause: () => Promise<void>;
}

/** What one kind of HDF5 file was understood to be. */
export interface UnderstoodHdf5 {
  /** `shd`, `nwb`, `nirdata`, `hdf5`. */
  readonly format: string;
  /** In words: `NWB units`. */
  readonly kind: string;
  readonly understood: Understood;
}
