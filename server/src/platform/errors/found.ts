import { AppError } from './app-error.js';
import { platformErrors } from './platform-errors.js';

/** @throws AppError platform.not_found, which also stands for "belongs to somebody else" */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new AppError(platformErrors.notFound);
  return value;
}
