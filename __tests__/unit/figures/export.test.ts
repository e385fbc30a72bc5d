import fc from 'fast-check';
import { unzlibSync } from 'fflate';

import { chargeScale } from '@/lib/figures/colourScale';
import { matrixCsv, seriesCsv, shortest, tableCsv } from '@/lib/figures/csv';
import { drawingOf, layerPixels } from '@/lib/figures/figure';
import { drawHeatmap } from '@/lib/figures/heatmap';
import { crc32, encodePng, withDensity } from '@/lib/figures/png';
import { toSvg } from '@/lib/figures/svgExport';
import { newHost } from './golden';
import { charge } from './samples';

/** Reads the files that `encodePng` writes, checking every checksum. */
function decode(file: Uint8Array): { columns: number; rows: number; pixels: number[] } {
  expect([...file.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const chunks: Record<string, Uint8Array> = {};
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    expect(view.getUint32(at + 8 + length)).toBe(crc32(file.slice(at + 4, at + 8 + length)));
    chunks[String.fromCharCode(...file.slice(at + 4, at + 8))] = file.slice(at + 8, at + 8 + length);
    at += 12 + length;
  }
  expect(Object.keys(chunks)).toEqual(['IHDR', 'IDAT', 'IEND']);
  const header = new DataView(chunks.IHDR.buffer);
  const [columns, rows] = [header.getUint32(0), header.getUint32(4)];
  expect([...chunks.IHDR.slice(8)]).toEqual([8, 2, 0, 0, 0]);
  const raw = unzlibSync(chunks.IDAT);
  const pixels: number[] = [];
  for (let row = 0; row < rows; row++) {
    const start = row * (3 * columns + 1);
    expect(raw[start]).toBe(0);
    for (let k = start + 1; k < start + 1 + 3 * columns; k += 3) {
      pixels.push(((255 << 24) | (raw[k + 2] << 16) | (raw[k + 1] << 8) | raw[k]) >>> 0);
    }
  }
  return { columns, rows, pixels };
}

describe('PNG', () => {
  it('has the checksum of the standard', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('reads back as it was written', async () => {
    const pixels = Uint32Array.of(0xff000000, 0xffffffff, 0xff123456, 0xff0000ff, 0xff00ff00, 0xffff0000);
    expect(decode(await encodePng(pixels, 3, 2))).toEqual({ columns: 3, rows: 2, pixels: [...pixels] });
  });

  it('refuses a size that does not fit', async () => {
    await expect(encodePng(new Uint32Array(5), 3, 2)).rejects.toThrow('needs 6 pixels, not 5');
    await expect(encodePng(new Uint32Array(0), 0, 2)).rejects.toThrow(RangeError);
  });
});

describe('toSvg', () => {
  const host = newHost();
  drawHeatmap(host, charge, { theme: 'dark', scale: chargeScale(1, 'dark'), width: 280, height: 90, xAxis: true, revealTo: 8 });
  const drawing = drawingOf(host)!;

  it('is well-formed, titled, and holds the same marks as the page', async () => {
    const source = await toSvg(drawing, { title: 'Charge <D>', description: 'Teal & violet.' });
    const svg = new DOMParser().parseFromString(source, 'image/svg+xml');
    expect(svg.querySelector('parsererror')).toBeNull();
    expect(svg.querySelector('title')?.textContent).toBe('Charge <D>');
    expect(svg.querySelector('desc')?.textContent).toBe('Teal & violet.');
    const words = (root: ParentNode): (string | null)[] => [...root.querySelectorAll('text')].map((one) => one.textContent);
    expect(words(svg)).toEqual(words(host));
    expect(source).not.toContain('var(');
  });

  it('embeds the pixels that the canvas shows, veil included', async () => {
    const source = await toSvg(drawing, { title: 'Charge' });
    const data = /base64,([^"]+)"/.exec(source)![1];
    const { pixels } = decode(Uint8Array.from(atob(data), (character) => character.charCodeAt(0)));
    expect(pixels).toEqual([...layerPixels(drawing.layer!)]);
    expect(pixels).not.toEqual([...drawing.layer!.paint()]);
  });
});

describe('CSV', () => {
  it('writes a matrix time-major with shortest decimals', () => {
    const values = Float32Array.of(0.1, -2, 1 / 3, NaN);
    expect(matrixCsv({ values, steps: 2, channels: 2 })).toEqual([
      'step,neuron 0,neuron 1\r\n0,0.1,-2\r\n1,0.33333334,NaN\r\n',
    ]);
  });

  it('quotes names as RFC 4180 asks', () => {
    const pieces = matrixCsv({ values: Uint8Array.of(1), steps: 1, channels: 1 }, { step: 't, "s"', channel: () => 'a\nb' });
    expect(pieces.join('')).toBe('"t, ""s""","a\nb"\r\n0,1\r\n');
  });

  it('puts series side by side and leaves ended ones empty', () => {
    const series = [{ label: 'LIF', values: [0.5, 1] }, { label: 'PSU', values: [0.25] }];
    expect(seriesCsv(series).join('')).toBe('step,LIF,PSU\r\n0,0.5,0.25\r\n1,1,\r\n');
    expect(tableCsv(['P from', 'cells'], [[0.1, 3], [0.2, null]]).join('')).toBe('P from,cells\r\n0.1,3\r\n0.2,\r\n');
  });

  it('takes no name for a formula', () => {
    expect(seriesCsv([{ label: '=1+1', values: [-1] }], '@step').join('')).toBe("'@step,'=1+1\r\n0,-1\r\n");
    expect(tableCsv(['-a', 'a=b'], [[-1, null]]).join('')).toBe("'-a,a=b\r\n-1,\r\n");
    expect(matrixCsv({ values: [1], steps: 1, channels: 1 }, { channel: () => '+"a"' }).join('')).toBe(`step,"'+""a"""\r\n0,1\r\n`);
  });

  it('comes in pieces when it is long, with nothing lost', () => {
    const pieces = matrixCsv({ values: new Uint8Array(100_000), steps: 50_000, channels: 2 });
    expect(pieces.length).toBeGreaterThan(1);
    const lines = pieces.join('').split('\r\n');
    expect(lines).toHaveLength(50_002);
    expect(lines[50_000]).toBe('49999,0,0');
  });

  it('reads back as the same number', () => {
    fc.assert(fc.property(fc.float(), (value) => expect(Math.fround(Number(shortest(value)))).toBe(value === 0 ? 0 : value)));
    fc.assert(fc.property(fc.double({ noNaN: true }), (value) => expect(Number(shortest(value)) === value).toBe(true)));
  });
});

describe('a PNG for print', () => {
  it('says how many dots an inch has, and is otherwise the same', async () => {
    const png = await encodePng(Uint32Array.of(0xff0000ff, 0xff00ff00), 2, 1);
    const made = withDensity(png, 300);
    const view = new DataView(made.buffer);
    expect(String.fromCharCode(...made.subarray(37, 41))).toBe('pHYs');
    expect([view.getUint32(33), view.getUint32(41), view.getUint32(45), made[49]]).toEqual([9, 11811, 11811, 1]);
    expect(view.getUint32(50)).toBe(crc32(made.subarray(37, 50)));
    expect([...made.subarray(0, 33), ...made.subarray(54)]).toEqual([...png]);
  });
});
