'use client';
import { useMemo } from 'react';
import { palettes } from '@/lib/figures/palette';
import type { Wire } from '@/lib/notebook/kernel/wire';
import { svgAddress } from '@/lib/notebook/svgPicture';
import { wireText } from '@/lib/notebook/wireText';
import { useTheme } from '../shell/theme';
import { ControlView } from './ControlView';
import { Markdown } from './Markdown';
import { SpecView } from '../figures/SpecView';

interface WireViewProps {
  readonly label: string;
  readonly value: Wire;
  readonly onInput: (key: number, value: unknown) => void;
}

function Drawing({ source }: { source: string }) {
  const theme = useTheme();
  const address = useMemo(() => svgAddress(source, palettes[theme].ink), [source, theme]);
  // eslint-disable-next-line @next/next/no-img-element -- a data address made by a cell
  return <img className="output-drawing" alt="A drawing made by this cell" src={address} />;
}

/** What a cell gave. */
export function WireView({ label, value, onInput }: WireViewProps) {
  switch (value.type) {
    case 'picture':
      return value.specs.map((spec, k) => <SpecView key={k} spec={spec} />);
    case 'svg':
      return <Drawing source={value.source} />;
    case 'markdown':
      return <Markdown text={value.source} />;
    case 'control':
      return <ControlView control={value.control} onInput={(next) => onInput(value.control.key, next)} />;
    default:
      return <pre className="value">{label && <><b>{label}</b> = </>}{wireText(value)}</pre>;
  }
}
