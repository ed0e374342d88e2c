import { course } from '../../src/data/course.ts';
import {
  type DataName,
  type DataRecipe,
  defaults,
  type RecipeOf,
} from '../../src/data/datasets.ts';
import { measurements, species } from '../../src/data/penguins.ts';
import { whole } from '../../src/data/whole.ts';
import { Choice } from '../controls/Choice.tsx';
import { Slider } from '../controls/Slider.tsx';

export interface DataGroupProps {
  readonly recipe: DataRecipe;
  readonly onChange: (recipe: DataRecipe) => void;
}

const names: Record<DataName, string> = {
  circles: 'Circles',
  moons: 'Moons',
  xor: 'XOR',
  spiral: 'Spiral',
  blobs: 'Blobs',
  penguins: 'Penguins',
  points: 'Drawn by hand',
  table: 'Your own table',
};

/** The recipes as the course has them, where it speaks of them. */
const usual: { readonly [N in DataName]: RecipeOf<N> } = {
  ...defaults,
  circles: course.circles,
  moons: course.moons,
  xor: course.xor,
  spiral: course.spiral,
  blobs: { ...defaults.blobs, count: 200, classes: 3, noise: 0.8 },
  penguins: {
    name: 'penguins',
    species: [...species],
    measurements: ['billLength', 'billDepth'],
  },
};

/** Which points: their kind, how many, how noisy, which draw. */
export function DataGroup({ recipe, onChange }: DataGroupProps) {
  const kinds = (Object.keys(names) as DataName[]).filter(
    (name) => name !== 'table' || recipe.name === 'table',
  );
  return (
    <>
      <div class="playground-pair">
        <Choice
          label="Points"
          look="list"
          value={recipe.name}
          options={kinds.map((value) => ({ value, label: names[value] }))}
          onChange={(name) => onChange(usual[name])}
        />
        {'seed' in recipe && (
          <button
            type="button"
            onClick={() => onChange({ ...recipe, seed: (recipe.seed + 1) % 4294967296 })}
          >
            New points
          </button>
        )}
      </div>
      {'noise' in recipe && <Drawn recipe={recipe} onChange={onChange} />}
      {recipe.name === 'penguins' && <Penguins recipe={recipe} onChange={onChange} />}
    </>
  );
}

interface DrawnProps {
  readonly recipe: Extract<DataRecipe, { noise: number }>;
  readonly onChange: (recipe: DataRecipe) => void;
}

function Drawn({ recipe, onChange }: DrawnProps) {
  return (
    <div class="playground-sliders">
      <Slider
        label="Noise"
        value={recipe.noise}
        min={0}
        max={Math.max(2, recipe.noise)}
        step={0.05}
        onChange={(noise) => onChange({ ...recipe, noise })}
      />
      <Slider
        label="How many"
        value={recipe.count}
        min={10}
        max={10_000}
        scale="log"
        step={20}
        format={whole}
        onChange={(count) => onChange({ ...recipe, count })}
      />
      {'classes' in recipe && (
        <Slider
          label="Classes"
          value={recipe.classes}
          min={2}
          max={6}
          step={1}
          onChange={(classes) => onChange({ ...recipe, classes })}
        />
      )}
      {recipe.name === 'spiral' && (
        <Slider
          label="Turns"
          value={recipe.turns}
          min={0}
          max={Math.max(3, recipe.turns)}
          step={0.25}
          onChange={(turns) => onChange({ ...recipe, turns })}
        />
      )}
      {recipe.name === 'blobs' && (
        <Slider
          label="Distance"
          value={recipe.distance}
          min={0}
          max={Math.max(8, recipe.distance)}
          step={0.25}
          onChange={(distance) => onChange({ ...recipe, distance })}
        />
      )}
      {recipe.name === 'circles' && (
        <Slider
          label="Off the centre"
          value={recipe.centre[0]}
          min={Math.min(0, recipe.centre[0])}
          max={Math.max(4, recipe.centre[0])}
          step={0.25}
          onChange={(c) => onChange({ ...recipe, centre: [c, c] })}
        />
      )}
    </div>
  );
}

interface PenguinsProps {
  readonly recipe: RecipeOf<'penguins'>;
  readonly onChange: (recipe: DataRecipe) => void;
}

const kinds = Object.keys(measurements) as (keyof typeof measurements)[];
const pairs = [
  ['Adelie', 'Chinstrap'],
  ['Adelie', 'Gentoo'],
  ['Chinstrap', 'Gentoo'],
] as const;

function Penguins({ recipe, onChange }: PenguinsProps) {
  const [across, up] = recipe.measurements;
  const measure = (label: string, value: (typeof kinds)[number], place: 0 | 1) => (
    <Choice
      label={label}
      look="list"
      value={value}
      options={kinds
        .filter((kind) => kind !== recipe.measurements[1 - place])
        .map((kind) => ({ value: kind, label: measurements[kind].name }))}
      onChange={(kind) =>
        onChange({ ...recipe, measurements: place === 0 ? [kind, up] : [across, kind] })
      }
    />
  );
  return (
    <div class="playground-sliders">
      <Choice
        label="Species"
        look="list"
        value={recipe.species.join()}
        options={[species, ...pairs].map((chosen) => ({
          value: chosen.join(),
          label: chosen.length === 3 ? 'All three' : chosen.join(', '),
        }))}
        onChange={(value) =>
          onChange({ ...recipe, species: value.split(',') as unknown as (typeof pairs)[number] })
        }
      />
      {measure('First measurement', across, 0)}
      {measure('Second measurement', up, 1)}
    </div>
  );
}
