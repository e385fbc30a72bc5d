'use client';
import { KeysDialog, type Keys } from '../shell/KeysDialog';

const KEYS: Keys = [
  ['1 … 5', 'stack, overlay, difference, flip, interleaved'],
  ['F', 'flip between the two of the pair'],
  ['D', 'to the first divergence of the pair'],
  ['0', 'show all of the time'],
  ['Tab', 'to the next figure or control'],
  ['← → ↑ ↓', 'move the cursor in a figure; with Shift further at a time'],
  ['+ −', 'zoom in a raster; Page Up and Page Down turn its rows'],
  ['Ctrl + wheel', 'zoom where the pointer is; drag moves, Shift + drag selects a window'],
  ['Enter', 'choose the neuron or the pair that is pointed at'],
  ['Esc', 'let go of it'],
  ['?', 'this list'],
];

/** The Compare page's keys. */
export default function CompareKeys({ onClose }: { onClose: () => void }) {
  return <KeysDialog keys={KEYS} onClose={onClose} />;
}
