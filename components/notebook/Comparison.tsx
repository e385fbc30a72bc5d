'use client';
import { diffLines } from 'diff';
import { useMemo } from 'react';

/** Two texts line by line: what was taken away, what was added. */
export default function Comparison({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => diffLines(before, after, { timeout: 2000 }), [before, after]);
  if (!parts) return <p className="quiet">The two differ too much to be shown line by line.</p>;
  return (
    <pre className="comparison" tabIndex={0} role="region" aria-label="Difference from the original">
      {parts.map(({ value, added, removed }, k) => {
        const lines = value.replace(/\n$/, '').split('\n');
        // What is the same is shown only at its ends.
        const shown = added || removed || lines.length <= 7 ? lines : [...lines.slice(0, 3), `… ${lines.length - 6} lines the same …`, ...lines.slice(-3)];
        const text = shown.map((line) => `${added ? '+' : removed ? '−' : ' '} ${line}\n`).join('');
        return added ? <ins key={k}>{text}</ins> : removed ? <del key={k}>{text}</del> : <span key={k}>{text}</span>;
      })}
    </pre>
  );
}
