'use client';
/** Placeholder until trained weights ship. */
export function Shipped() {
  return null;
}
