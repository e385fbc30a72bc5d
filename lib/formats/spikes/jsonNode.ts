import { count } from '../../numerics/words';
import { FormatError, shown } from '../FormatError';

/** Reads values by their path in the JSON, and refuses by it. */
export class JsonNode {
  constructor(
    readonly value: unknown,
    readonly path: string,
    readonly file: string,
  ) {}

  refuse(should: string): never {
    const { value, path } = this;
    const kind = Array.isArray(value) ? 'an array' : value === undefined ? 'missing' : typeof value === 'object' && value !== null ? 'an object' : shown(JSON.stringify(value));
    throw new FormatError(this.file, path, `${path} is ${kind}; it should be ${should}.`);
  }

  number(): number {
    return typeof this.value === 'number' && Math.abs(this.value) <= Number.MAX_SAFE_INTEGER ? this.value : this.refuse('a number between ±2^53');
  }

  whole(limit: number): number {
    const value = this.number();
    return Number.isInteger(value) && value >= 0 && value <= limit ? value : this.refuse(`a whole number from 0 to ${count(limit)}`);
  }

  list(limit: number): readonly unknown[] {
    if (!Array.isArray(this.value)) return this.refuse('an array');
    if (this.value.length > limit) throw new FormatError(this.file, this.path, `${this.path} has ${count(this.value.length)} entries; the limit is ${count(limit)}.`);
    return this.value;
  }

  field(name: string): JsonNode {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) return this.refuse('an object');
    // Own keys only: `__proto__` in a file is a name like any other.
    const value = Object.hasOwn(this.value, name) ? (this.value as Record<string, unknown>)[name] : undefined;
    return new JsonNode(value, this.path === '' ? name : `${this.path}.${name}`, this.file);
  }

  item(index: number): JsonNode {
    return new JsonNode((this.value as readonly unknown[])[index], `${this.path}[${index}]`, this.file);
  }
}
