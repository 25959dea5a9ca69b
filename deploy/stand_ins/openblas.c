/* For OpenCV's OpenBLAS, 42 MB with what it needs: NumPy's, which lies there already, does
   what OpenCV asks. It counts in 64 bits and has names of its own; nothing is computed here.
   Fortran also hands over how long each letter is. */

#include <stdint.h>
#include <stdlib.h>

typedef int32_t count;
typedef int64_t wide;
typedef size_t length;

static wide lesser(wide one, wide other) { return one < other ? one : other; }

/* Memory for so many counts; nobody asks for none. */
static wide *room(wide counts) {
  return malloc((counts < 1 ? 1 : (size_t)counts) * sizeof(wide));
}

static void narrow(const wide *from, count *to, wide counts) {
  for (wide i = 0; i < counts; i++) to[i] = (count)from[i];
}

#define GEMM(t, number, scalar)                                                         \
  void scipy_cblas_##t##gemm64_(int, int, int, wide, wide, wide, scalar, const number *,  \
                                wide, const number *, wide, scalar, number *, wide);      \
  void cblas_##t##gemm(int order, int trans_a, int trans_b, count m, count n, count k,    \
                       scalar alpha, const number *a, count lda, const number *b,         \
                       count ldb, scalar beta, number *c, count ldc) {                    \
    scipy_cblas_##t##gemm64_(order, trans_a, trans_b, m, n, k, alpha, a, lda, b, ldb,     \
                             beta, c, ldc);                                               \
  }

GEMM(s, float, float)
GEMM(d, double, double)
GEMM(c, void, const void *)
GEMM(z, void, const void *)

/* Where memory for the pivots is missing, LAPACK's word for a bad argument is given. */
#define LAPACK(t, number)                                                               \
  void scipy_##t##gesv_64_(wide *, wide *, number *, wide *, wide *, number *, wide *,    \
                           wide *);                                                       \
  void t##gesv_(count *n, count *nrhs, number *a, count *lda, count *ipiv, number *b,     \
                count *ldb, count *info) {                                                \
    wide n_ = *n, nrhs_ = *nrhs, lda_ = *lda, ldb_ = *ldb, info_ = -5, *ipiv_ = room(n_); \
    if (ipiv_) {                                                                          \
      scipy_##t##gesv_64_(&n_, &nrhs_, a, &lda_, ipiv_, b, &ldb_, &info_);                \
      if (info_ >= 0) narrow(ipiv_, ipiv, n_);                                            \
    }                                                                                     \
    free(ipiv_);                                                                          \
    *info = (count)info_;                                                                 \
  }                                                                                       \
  void scipy_##t##getrf_64_(wide *, wide *, number *, wide *, wide *, wide *);            \
  void t##getrf_(count *m, count *n, number *a, count *lda, count *ipiv, count *info) {   \
    wide m_ = *m, n_ = *n, lda_ = *lda, info_ = -5, pivots = lesser(m_, n_);              \
    wide *ipiv_ = room(pivots);                                                           \
    if (ipiv_) {                                                                          \
      scipy_##t##getrf_64_(&m_, &n_, a, &lda_, ipiv_, &info_);                            \
      if (info_ >= 0) narrow(ipiv_, ipiv, pivots);                                        \
    }                                                                                     \
    free(ipiv_);                                                                          \
    *info = (count)info_;                                                                 \
  }                                                                                       \
  void scipy_##t##posv_64_(char *, wide *, wide *, number *, wide *, number *, wide *,    \
                           wide *, length);                                               \
  void t##posv_(char *uplo, count *n, count *nrhs, number *a, count *lda, number *b,      \
                count *ldb, count *info) {                                                \
    wide n_ = *n, nrhs_ = *nrhs, lda_ = *lda, ldb_ = *ldb, info_ = 0;                     \
    scipy_##t##posv_64_(uplo, &n_, &nrhs_, a, &lda_, b, &ldb_, &info_, 1);                \
    *info = (count)info_;                                                                 \
  }                                                                                       \
  void scipy_##t##potrf_64_(char *, wide *, number *, wide *, wide *, length);            \
  void t##potrf_(char *uplo, count *n, number *a, count *lda, count *info) {              \
    wide n_ = *n, lda_ = *lda, info_ = 0;                                                 \
    scipy_##t##potrf_64_(uplo, &n_, a, &lda_, &info_, 1);                                 \
    *info = (count)info_;                                                                 \
  }                                                                                       \
  void scipy_##t##gels_64_(char *, wide *, wide *, wide *, number *, wide *, number *,    \
                           wide *, number *, wide *, wide *, length);                     \
  void t##gels_(char *trans, count *m, count *n, count *nrhs, number *a, count *lda,      \
                number *b, count *ldb, number *work, count *lwork, count *info) {         \
    wide m_ = *m, n_ = *n, nrhs_ = *nrhs, lda_ = *lda, ldb_ = *ldb, lwork_ = *lwork;      \
    wide info_ = 0;                                                                       \
    scipy_##t##gels_64_(trans, &m_, &n_, &nrhs_, a, &lda_, b, &ldb_, work, &lwork_,       \
                        &info_, 1);                                                       \
    *info = (count)info_;                                                                 \
  }                                                                                       \
  void scipy_##t##geqrf_64_(wide *, wide *, number *, wide *, number *, number *, wide *, \
                            wide *);                                                      \
  void t##geqrf_(count *m, count *n, number *a, count *lda, number *tau, number *work,    \
                 count *lwork, count *info) {                                             \
    wide m_ = *m, n_ = *n, lda_ = *lda, lwork_ = *lwork, info_ = 0;                       \
    scipy_##t##geqrf_64_(&m_, &n_, a, &lda_, tau, work, &lwork_, &info_);                 \
    *info = (count)info_;                                                                 \
  }                                                                                       \
  void scipy_##t##gesdd_64_(char *, wide *, wide *, number *, wide *, number *, number *, \
                            wide *, number *, wide *, number *, wide *, wide *, wide *,   \
                            length);                                                      \
  void t##gesdd_(char *jobz, count *m, count *n, number *a, count *lda, number *s,        \
                 number *u, count *ldu, number *vt, count *ldvt, number *work,            \
                 count *lwork, count *iwork, count *info) {                               \
    wide m_ = *m, n_ = *n, lda_ = *lda, ldu_ = *ldu, ldvt_ = *ldvt, lwork_ = *lwork;      \
    wide info_ = -13, *iwork_ = room(8 * lesser(m_, n_));                                 \
    (void)iwork; /* too narrow */                                                         \
    if (iwork_)                                                                           \
      scipy_##t##gesdd_64_(jobz, &m_, &n_, a, &lda_, s, u, &ldu_, vt, &ldvt_, work,       \
                           &lwork_, iwork_, &info_, 1);                                   \
    free(iwork_);                                                                         \
    *info = (count)info_;                                                                 \
  }

LAPACK(s, float)
LAPACK(d, double)

void scipy_dgeev_64_(char *, char *, wide *, double *, wide *, double *, double *, double *,
                     wide *, double *, wide *, double *, wide *, wide *, length, length);
void dgeev_(char *jobvl, char *jobvr, count *n, double *a, count *lda, double *wr, double *wi,
            double *vl, count *ldvl, double *vr, count *ldvr, double *work, count *lwork,
            count *info) {
  wide n_ = *n, lda_ = *lda, ldvl_ = *ldvl, ldvr_ = *ldvr, lwork_ = *lwork, info_ = 0;
  scipy_dgeev_64_(jobvl, jobvr, &n_, a, &lda_, wr, wi, vl, &ldvl_, vr, &ldvr_, work, &lwork_,
                  &info_, 1, 1);
  *info = (count)info_;
}
