'use client';
export function TryIt() {
  return null;
}
