import type { Layout } from '@/lib/stores/compare';
import type { Option } from '../controls/Choices';

/** Ways to see rasters together, in the order of their keys. */
export const LAYOUTS: readonly (Option<Layout> & { readonly help: string })[] = [
  { value: 'stack', label: 'Stack', help: 'One raster below the other on one time axis.' },
  { value: 'overlay', label: 'Overlay', help: 'All on one another: where they coincide the colour is grey.' },
  { value: 'difference', label: 'Difference', help: 'The pair spike by spike: in both, only in one, or shifted by a few steps.' },
  { value: 'flip', label: 'Flip', help: 'The pair, one at a time in the same place: press F, and what differs jumps.' },
  { value: 'interleaved', label: 'By neuron', help: 'A row a neuron, all rasters in it.' },
];
