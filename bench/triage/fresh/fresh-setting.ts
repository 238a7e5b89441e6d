import type { Setting } from '../setting.ts';
import type { Course } from './course.ts';

export type Family = 'nodejs' | 'python' | 'java' | 'dotnet' | 'ruby' | 'go';

export const RUNTIMES: Readonly<Record<Family, string>> = {
  nodejs: 'nodejs22.x',
  python: 'python3.13',
  java: 'java21',
  dotnet: 'dotnet8',
  ruby: 'ruby3.3',
  go: 'provided.al2023',
};

export interface FreshSetting extends Setting {
  readonly family: Family;
  readonly course: Course;
}
