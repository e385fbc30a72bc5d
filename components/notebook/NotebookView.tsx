'use client';
import { useMemo, useRef, type ReactNode } from 'react';
import { CodeCell } from './CodeCell';
import { AddCell, CellFrame } from './CellFrame';
import { useNotebook, useNotebookState } from './context';
import { ExerciseCell } from './ExerciseCell';
import { FigureCell } from './FigureCell';
import { ProseCell } from './ProseCell';
import { scenesOf, type Placed, type Scene } from './scenes';
import { useSteps, type Steps } from './useSteps';
import { cellName } from '@/lib/notebook/document/types';

function OneCell({ placed: { open: { id, cell }, part }, steps }: { placed: Placed; steps: Steps }) {
  switch (cell.kind) {
    case 'prose':
      return <ProseCell id={id} cell={cell} part={part} />;
    case 'figure':
      return <FigureCell id={id} cell={cell} step={steps[cellName(cell)]} />;
    case 'js':
      return <CodeCell id={id} cell={cell} />;
    case 'exercise':
      return <ExerciseCell id={id} cell={cell} />;
  }
}

function SceneView({ scene, steps, aside }: { scene: Scene; steps: Steps; aside?: ReactNode }) {
  const { editing } = useNotebook();
  const framed = (placed: Placed) => {
    const { open, at, part } = placed;
    if (open.cell.kind === 'prose' && open.cell.text.trim() === '') return null;
    return (
      <div key={`${open.id}-${part}`}>
        <CellFrame open={open} at={at}><OneCell placed={placed} steps={steps} /></CellFrame>
        {editing && <AddCell at={at + 1} />}
      </div>
    );
  };
  return (
    <div className="scene" data-figure={scene.figure || aside ? true : undefined}>
      {aside && <div className="scene-aside">{aside}</div>}
      {scene.figure && <div className="scene-figure">{framed(scene.figure)}</div>}
      <div className="scene-text">{scene.cells.map(framed)}</div>
    </div>
  );
}

/**
 * A notebook as a page: one column of prose, each figure in sight while the text speaks of it.
 * @param children stands beside the opening text
 */
export function NotebookView({ children }: { children?: ReactNode }) {
  const cells = useNotebookState((s) => s.cells);
  const version = useNotebookState((s) => s.version);
  const { editing } = useNotebook();
  const root = useRef<HTMLElement>(null);
  const steps = useSteps(root, version);
  const scenes = useMemo(() => scenesOf(cells, editing), [cells, editing]);
  return (
    <article ref={root} className="notebook" data-editing={editing || undefined}>
      {editing && <AddCell at={0} />}
      {scenes.map((scene, k) => <SceneView key={scene.key} scene={scene} steps={steps} aside={k === 0 && !scene.figure ? children : undefined} />)}
    </article>
  );
}
