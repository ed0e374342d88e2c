/*
 * The classic run in plain scalar C: the algorithm of src/model/mlp.ts and src/data/elementary.ts, loop
 * for loop, so that what is compared is the language and not the idea.
 *
 * Reads a problem as doubles from the file named (n, units, steps, rate; x1 of all points, x2; labels;
 * all parameters in their flat order). Then, for each line on standard input, makes the whole run and
 * prints its milliseconds and its loss.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FRACTIONS 512
static const double LN2_HIGH = 0.6931471803691238, LN2_LOW = 1.9082149292705877e-10;
static double fractional_powers[FRACTIONS + 1], whole_powers[2100];

static void make_tables(void) {
  fractional_powers[0] = 1;
  fractional_powers[FRACTIONS] = 2;
  for (int step = FRACTIONS; step > 1; step /= 2)
    for (int j = 0; j < FRACTIONS; j += step)
      fractional_powers[j + step / 2] = sqrt(fractional_powers[j] * fractional_powers[j + step]);
  whole_powers[1] = 4.9406564584124654e-324;
  for (int i = 2; i < 2100; i++) whole_powers[i] = 2 * whole_powers[i - 1];
}

static inline double exponential(double x) {
  double clamped = x > 710 ? 710 : x < -745 ? -745 : x;
  int k = (int)(clamped * 738.65986);
  double r = clamped - k * (LN2_HIGH / FRACTIONS) - k * (LN2_LOW / FRACTIONS);
  double series = 1 + (r + r * r * (1.0 / 2 + r * (1.0 / 6) + r * r * (1.0 / 24)));
  return series * (fractional_powers[k & 511] * whole_powers[(k >> 9) + 1075]);
}

static int n, units, steps;
static double rate;
static double *x, *labels, *start, *theta, *gradient;
static double *S, *A, *G, *logits, *probabilities, *errors;

static void forward(void) {
  const double *W = theta, *b = theta + 2 * units, *v = theta + 3 * units;
  for (int k = 0; k < units; k++) {
    double w1 = W[k], w2 = W[units + k], bias = b[k];
    for (int i = 0; i < n; i++) S[k * n + i] = bias + w1 * x[i] + w2 * x[n + i];
  }
  for (int i = 0; i < units * n; i++) A[i] = 1 / (1 + exponential(-S[i]));
  for (int i = 0; i < n; i++) logits[i] = theta[4 * units];
  for (int k = 0; k < units; k++)
    for (int i = 0; i < n; i++) logits[i] += v[k] * A[k * n + i];
  for (int i = 0; i < n; i++) probabilities[i] = 1 / (1 + exponential(-logits[i]));
}

static void backward(void) {
  const double *v = theta + 3 * units;
  double sum = 0;
  for (int i = 0; i < n; i++) {
    errors[i] = (probabilities[i] - labels[i]) / n;
    sum += errors[i];
  }
  gradient[4 * units] = sum;
  for (int i = 0; i < units * n; i++) G[i] = A[i] * (1 - A[i]);
  for (int k = 0; k < units; k++) {
    double w = v[k], dw = 0, db = 0, dw1 = 0, dw2 = 0;
    for (int i = 0; i < n; i++) {
      double e = errors[i], delta = e * w * G[k * n + i];
      dw += A[k * n + i] * e;
      db += delta;
      dw1 += delta * x[i];
      dw2 += delta * x[n + i];
    }
    gradient[3 * units + k] = dw;
    gradient[2 * units + k] = db;
    gradient[k] = dw1;
    gradient[units + k] = dw2;
  }
}

static double run(void) {
  int count = 4 * units + 1;
  memcpy(theta, start, count * sizeof(double));
  for (int step = 0; step < steps; step++) {
    forward();
    backward();
    for (int j = 0; j < count; j++) theta[j] -= rate * gradient[j];
  }
  forward();
  double loss = 0;
  for (int i = 0; i < n; i++) {
    double z = logits[i];
    loss += fmax(z, 0) - z * labels[i] + log1p(exp(-fabs(z)));
  }
  return loss / n;
}

static double *room(int count) {
  double *values = malloc(count * sizeof(double));
  if (!values) exit(1);
  return values;
}

static double *numbers(FILE *file, int count) {
  double *values = room(count);
  if (fread(values, sizeof(double), count, file) != (size_t)count) {
    fprintf(stderr, "the problem ends too early\n");
    exit(1);
  }
  return values;
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
  if (!file) {
    fprintf(stderr, "expected the file of a problem\n");
    return 1;
  }
  double *sizes = numbers(file, 4);
  n = sizes[0], units = sizes[1], steps = sizes[2], rate = sizes[3];
  x = numbers(file, 2 * n);
  labels = numbers(file, n);
  start = numbers(file, 4 * units + 1);
  theta = room(4 * units + 1), gradient = room(4 * units + 1);
  S = room(units * n), A = room(units * n), G = room(units * n);
  logits = room(n), probabilities = room(n), errors = room(n);
  make_tables();

  char line[16];
  while (fgets(line, sizeof line, stdin)) {
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    double loss = run();
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("%.6f %.17g\n", (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6, loss);
    fflush(stdout);
  }
  return 0;
}
