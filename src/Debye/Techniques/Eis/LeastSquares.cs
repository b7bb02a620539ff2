namespace Debye.Techniques.Eis;

/// <summary>Linear least squares by Householder reflections, for systems with nearly dependent columns.</summary>
internal static class LeastSquares
{
    /// <summary>Solves min |A x - b|.</summary>
    /// <param name="columns">Columns of A, as long as b; not changed. Those that are zero get x = 0.</param>
    /// <param name="target">b.</param>
    /// <returns>x.</returns>
    public static double[] Solve(double[][] columns, double[] target)
    {
        var norms = Array.ConvertAll(columns, Norm);
        var kept = Enumerable.Range(0, columns.Length).Where(k => norms[k] > 0).ToArray();
        var work = Array.ConvertAll(kept, k => Array.ConvertAll(columns[k], value => value / norms[k]));
        var right = target.ToArray();
        var diagonal = new double[work.Length];
        for (var k = 0; k < work.Length; k++)
        {
            diagonal[k] = Reflect(work[k], k);
            for (var j = k + 1; j < work.Length; j++)
                Apply(work[k], k, work[j]);
            Apply(work[k], k, right);
        }

        var result = new double[columns.Length];
        var solution = new double[work.Length];
        for (var k = work.Length - 1; k >= 0; k--)
        {
            var sum = right[k];
            for (var j = k + 1; j < work.Length; j++)
                sum -= work[j][k] * solution[j];
            // What the columns before already span to rounding takes no part.
            solution[k] = Math.Abs(diagonal[k]) > 1e-14 ? sum / diagonal[k] : 0;
            result[kept[k]] = solution[k] / norms[kept[k]];
        }

        return result;
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));

    /// <summary>Turns the lower part of a column into the unit vector of its reflection; returns the diagonal element.</summary>
    private static double Reflect(double[] column, int from)
    {
        var norm = Math.Sqrt(column.AsSpan(from).ToArray().Sum(value => value * value));
        if (norm == 0)
            return 0;
        var diagonal = column[from] > 0 ? -norm : norm;
        column[from] -= diagonal;
        var length = Math.Sqrt(column.AsSpan(from).ToArray().Sum(value => value * value));
        for (var i = from; i < column.Length; i++)
            column[i] /= length;
        return diagonal;
    }

    private static void Apply(double[] reflection, int from, double[] vector)
    {
        var product = 0.0;
        for (var i = from; i < vector.Length; i++)
            product += reflection[i] * vector[i];
        for (var i = from; i < vector.Length; i++)
            vector[i] -= 2 * product * reflection[i];
    }
}
