import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { DataRecipe } from '../../src/data/datasets.ts';
import { classShapes } from '../../src/figure/theme.ts';
import { Choice } from '../controls/Choice.tsx';
import { asDrawn, firstPoints } from './drawn-points.ts';

/** What a press on the plane does: sets a point of this class, or takes one away. */
export type DrawTool = number | 'erase';

export interface DrawToolsProps {
  readonly recipe: DataRecipe;
  /** How many points there are, in words. */
  readonly count: string;
  readonly tool: DrawTool;
  readonly onTool: (tool: DrawTool) => void;
  readonly onChange: (recipe: DataRecipe) => void;
}

/** What is drawn next while points are drawn; else, where that is possible, the way to it. */
export function DrawTools({ recipe, count, tool, onTool, onChange }: DrawToolsProps) {
  const drawable = useMemo(
    () => (recipe.name === 'points' ? undefined : asDrawn(recipe)),
    [recipe],
  );
  const tools = useRef<HTMLDivElement>(null);
  const isAsked = useRef(false);
  // The button that leads here goes: its focus is the first tool's.
  useEffect(() => {
    if (isAsked.current) tools.current?.querySelector<HTMLElement>('select, input')?.focus();
    isAsked.current = false;
  }, [recipe.name]);
  return (
    <>
      {recipe.name === 'points' && (
        <div class="playground-draw" ref={tools}>
          <Choice
            label="Draw points of"
            look="list"
            value={String(tool)}
            options={[
              ...classShapes.map((shape, k) => ({
                value: String(k),
                label: `Class ${k}, ${shape}`,
              })),
              { value: 'erase', label: 'None: take points away' },
            ]}
            onChange={(value) => onTool(value === 'erase' ? value : Number(value))}
          />
          <button type="button" onClick={() => onChange(firstPoints)}>
            Clear
          </button>
        </div>
      )}
      <p class="playground-count">
        <span>{count}</span>
        {drawable && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              isAsked.current = true;
              onChange(drawable);
            }}
          >
            Draw on these
          </button>
        )}
      </p>
    </>
  );
}
