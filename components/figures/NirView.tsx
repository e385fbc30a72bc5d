'use client';
import { useCallback, useMemo, useState } from 'react';
import { drawNir, nirHeight, nirSentence, nirTable, type NirPicture } from '@/lib/figures/nir';
import { checkGraph } from '@/lib/nir/check';
import { summariseGraph } from '@/lib/nir/describe';
import type { NirGraph } from '@/lib/nir/types';
import { useTheme } from '../shell/theme';
import { useDrawing, type Size } from './useDrawing';

/** A network as boxes and arrows, with its sentence and its table. */
export function NirView({ graph }: { graph: NirGraph }) {
  const theme = useTheme();
  const picture = useMemo((): NirPicture => summariseGraph(graph, checkGraph(graph)), [graph]);
  const [width, setWidth] = useState(560);
  const draw = useCallback((host: HTMLElement, size: Size) => {
    // The narrower it is, the higher.
    setWidth(size.width);
    drawNir(host, picture, { theme, width: size.width, height: size.height });
  }, [picture, theme]);
  const host = useDrawing(draw);
  const sentence = nirSentence(picture);
  const { columns, rows } = useMemo(() => nirTable(picture), [picture]);
  return (
    <>
      <div ref={host} className="drawing" style={{ height: nirHeight(picture, width) }} role="img" aria-label={sentence} />
      <p className="figure-sentence">{sentence}</p>
      <details className="group">
        <summary>As a table</summary>
        <div className="table-scroll" role="region" aria-label="Nodes of the network" tabIndex={0}>
          <table className="scoreboard">
            <thead><tr>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
            <tbody>{rows.map((row) => <tr key={row[0]}>{row.map((cell, k) => <td key={k}>{cell}</td>)}</tr>)}</tbody>
          </table>
        </div>
      </details>
    </>
  );
}
