'use client';
import { KeysDialog, type Keys } from '../shell/KeysDialog';

const KEYS: Keys = [
  ['Space', 'train, pause, go on'],
  ['.', 'one optimiser step'],
  ['Tab', 'to the next figure or control'],
  ['← → ↑ ↓', 'read the numbers of a figure; with Shift further at a time'],
  ['Enter', 'choose what is pointed at: a cell of a matrix, a mistake'],
  ['Esc', 'let go of it'],
  ['?', 'this list'],
];

/** The Train page's keys. */
export default function TrainKeys({ onClose }: { onClose: () => void }) {
  return <KeysDialog keys={KEYS} onClose={onClose} />;
}
