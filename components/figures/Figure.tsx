'use client';
import { useId, type ReactNode } from 'react';
import { FigureMenu, type FigureMenuProps } from './FigureMenu';

interface FigureProps extends FigureMenuProps {
  readonly legend?: ReactNode;
  /** Controls that belong to this figure alone. */
  readonly controls?: ReactNode;
  readonly children: (sentenceId: string) => ReactNode;
}

/** A titled figure: one line of help, the drawing, its legend, and the sentence that says what is in it. */
export function Figure({ legend, controls, children, ...menu }: FigureProps) {
  const id = useId();
  return (
    <section className="figure" aria-labelledby={`${id}-title`}>
      <div className="figure-head">
        <h2 id={`${id}-title`}>{menu.title}</h2>
        {controls}
        <FigureMenu {...menu} />
      </div>
      <p className="figure-help">{menu.help}</p>
      {legend}
      {children(`${id}-sentence`)}
      <p className="figure-sentence" id={`${id}-sentence`}>{menu.sentence}</p>
    </section>
  );
}
