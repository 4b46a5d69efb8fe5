import { expect, test } from 'vitest';

import { Circuit } from './circuit.ts';

function openCircuit(): Circuit {
  const circuit = new Circuit();
  for (let trial = 0; trial < 5; trial += 1) circuit.failed(trial, 1000);
  return circuit;
}

test('five failures in a row of at least three trials open it', () => {
  expect(openCircuit().open).toBe(true);
});

test('one trial that always fails does not open it', () => {
  const circuit = new Circuit();
  for (let attempt = 0; attempt < 20; attempt += 1) circuit.failed(7, attempt);
  expect(circuit.open).toBe(false);
});

test('an answer in between keeps it closed', () => {
  const circuit = new Circuit();
  for (let trial = 0; trial < 20; trial += 1) {
    circuit.failed(trial, trial);
    if (trial % 4 === 3) circuit.answered();
  }
  expect(circuit.open).toBe(false);
});

test('while open, one probe leaves every five seconds', () => {
  const circuit = openCircuit();
  expect(circuit.readyAt(1001)).toBe(6000);
  circuit.entered();
  expect(circuit.readyAt(6001)).toBe(Number.POSITIVE_INFINITY);
  circuit.failed(0, 6500);
  expect(circuit.readyAt(6501)).toBe(11_500);
});

test('a probe that is answered closes it', () => {
  const circuit = openCircuit();
  circuit.entered();
  circuit.answered();
  expect(circuit.open).toBe(false);
  expect(circuit.readyAt(7000)).toBe(7000);
});
