'use client';
import { KeysDialog, type Keys } from '../shell/KeysDialog';

const KEYS: Keys = [
  ['Space', 'play or pause the LIF'],
  ['. and ,', 'one step forward, one step back'],
  ['P', 'the next phase: leak, charge, fire, reset'],
  ['← → ↑ ↓', 'move the pinned cell; with Shift eight at a time'],
  ['Esc', 'let the pinned cell go'],
  ['[ and ]', 'show sixteen steps around the cell, show all'],
  ['1, 2, 3', 'show that layer'],
  ['N', 'new seed'],
  ['Ctrl+Z, Ctrl+Shift+Z', 'undo, redo'],
  ['?', 'this list'],
];

/** The Lab's keys. */
export default function LabKeys({ onClose }: { onClose: () => void }) {
  return <KeysDialog keys={KEYS} onClose={onClose} />;
}
