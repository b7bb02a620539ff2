namespace Debye.Techniques.Pdf.Reduction;

/// <summary>
/// Takes from a measured structure factor what varies slowly with Q: Fc(Q) = Q [Sm(Q) − P(Q)], P a polynomial fitted by least
/// squares of Fc, so that G(r) holds nothing at small r.
/// </summary>
/// <remarks>
/// The degree of Q P(Q) is n = rpoly (Qmaxinst − Qmin)/π; where that is no whole number the mean of the fits of the next lower
/// and higher degree is taken, weighted by the fraction. Here P is built of polynomials that are orthogonal over the points with the weight
/// Q²: the mean is then one fit whose last term is multiplied by the fraction. Source: P. Juhás, T. Davis, C. L. Farrow,
/// S. J. L. Billinge, J. Appl. Cryst. 46, 560 (2013), doi 10.1107/S0021889813005190; orthogonal polynomials: G. E. Forsythe, J. SIAM
/// 5, 74 (1957), doi 10.1137/0105007. That the degree counts the factor Q and the range starts at Qmin was found by comparing
/// with curves of PDFgetX3 (docs/results/pdf-reduction.md).
/// </remarks>
internal static class PolynomialCorrection
{
    /// <summary>The degree that rpoly asks for, not rounded.</summary>
    public static double Degree(double rpoly, double qmin, double qmaxinst) => rpoly * (qmaxinst - qmin) / Math.PI;

    /// <summary>Fc(Q).</summary>
    /// <param name="q">Strictly increasing, above 0, 1/Å.</param>
    /// <param name="structure">Sm at each, any scale.</param>
    /// <param name="degree">Degree of Q P(Q), at least 1, less than the number of points.</param>
    public static double[] Apply(ReadOnlySpan<double> q, ReadOnlySpan<double> structure, double degree)
    {
        var n = q.Length;
        var (rest, x, weight) = (structure.ToArray(), new double[n], new double[n]);
        var (middle, half) = (0.5 * (q[0] + q[^1]), 0.5 * (q[^1] - q[0]));
        for (var i = 0; i < n; i++)
            (x[i], weight[i]) = ((q[i] - middle) / half, PdfKernels.Cell(q, i) * q[i] * q[i]);
        var (previous, current) = (new double[n], Enumerable.Repeat(1.0, n).ToArray());
        var (terms, fraction, norm) = ((int)Math.Floor(degree), degree - Math.Floor(degree), 1.0);
        for (var k = 0; k < terms + (fraction > 0 ? 1 : 0); k++)
        {
            var (newNorm, alpha, coefficient) = Products(weight, x, current, rest);
            coefficient *= k < terms ? 1 : fraction;
            for (var i = 0; i < n; i++)
            {
                rest[i] -= coefficient * current[i];
                (previous[i], current[i]) = (current[i], (x[i] - alpha) * current[i] - (k == 0 ? 0 : newNorm / norm) * previous[i]);
            }

            norm = newNorm;
        }

        for (var i = 0; i < n; i++)
            rest[i] *= q[i];
        return rest;
    }

    private static (double Norm, double Alpha, double Coefficient) Products(double[] weight, double[] x, double[] current, double[] rest)
    {
        var (norm, moment, product) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var weighted = weight[i] * current[i];
            norm += weighted * current[i];
            moment += weighted * current[i] * x[i];
            product += weighted * rest[i];
        }

        return (norm, moment / norm, product / norm);
    }
}
