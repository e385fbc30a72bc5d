'use client';
import { useId } from 'react';
import { RECIPE_FIELDS, type RecipeField } from '@/lib/experiment/recipe';
import { rangeText, TypedNumber } from '../controls/TypedNumber';

/** A number of the recipe, with its name and range from the recipe's table. */
export function RecipeNumber({ field, value, onChange }: { field: RecipeField; value: number; onChange: (value: number) => void }) {
  const id = useId();
  const { name, min, max, step, whole } = RECIPE_FIELDS[field];
  return (
    <div className="field">
      <label htmlFor={id}>{name} <span className="range">{rangeText(min, max)}</span></label>
      <TypedNumber id={id} value={value} min={min} max={max} whole={whole} step={whole ? step : undefined} onChange={onChange} />
    </div>
  );
}
