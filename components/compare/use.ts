import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { compareStore, readySources, type CompareState } from '@/lib/stores/compare';

/** A part of the Compare page's state. */
export const useCompare = <T>(pick: (state: CompareState) => T): T => useStore(compareStore, pick);

/** Sources that are on show and read. */
export const useReady = () => useStore(compareStore, useShallow(readySources));
