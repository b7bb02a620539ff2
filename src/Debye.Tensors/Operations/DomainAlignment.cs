namespace Debye.Tensors;

/// <summary>Losses that are small when the rows of two sets are distributed alike.</summary>
public static class DomainAlignment
{
    /// <summary>‖C₁ - C₂‖²/(4 d²), the distance of the covariances of two sets of rows.</summary>
    /// <remarks>Source: B. Sun, K. Saenko, ECCV Workshops 443 (2016), doi 10.1007/978-3-319-49409-8_35.</remarks>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(rows, channels): the first set, then the second.</param>
    /// <param name="first">Rows of the first set; two or more in each.</param>
    /// <exception cref="ArgumentException">A set has fewer than two rows.</exception>
    public static Tensor Coral(Tape tape, Tensor x, int first)
    {
        var (rows, channels) = Sizes(x, first);
        var centred = Centred(x, first);
        var difference = new double[channels * channels];
        for (var r = 0; r < rows; r++)
        {
            var factor = r < first ? 1.0 / (first - 1) : -1.0 / (rows - first - 1);
            for (var i = 0; i < channels; i++)
            for (var j = 0; j < channels; j++)
                difference[(i * channels) + j] += factor * centred[(r * channels) + i] * centred[(r * channels) + j];
        }

        var slope = new float[x.Length];
        for (var r = 0; r < rows; r++)
        {
            var factor = (r < first ? 1.0 / (first - 1) : -1.0 / (rows - first - 1)) / ((double)channels * channels);
            for (var i = 0; i < channels; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < channels; j++)
                    sum += difference[(i * channels) + j] * centred[(r * channels) + j];
                slope[(r * channels) + i] = (float)(factor * sum);
            }
        }

        return Scalar(tape, x, difference.Sum(value => value * value) / (4.0 * channels * channels), slope);
    }

    /// <summary>
    /// Maximum mean discrepancy of two sets of rows: mean of k within each, less twice the mean between them, k = exp(-|a - b|²/w) with w
    /// the mean squared distance.
    /// </summary>
    /// <remarks>Source: A. Gretton et al., J. Mach. Learn. Res. 13, 723 (2012).</remarks>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(rows, channels): the first set, then the second.</param>
    /// <param name="first">Rows of the first set; two or more in each.</param>
    /// <exception cref="ArgumentException">A set has fewer than two rows.</exception>
    public static Tensor MeanDiscrepancy(Tape tape, Tensor x, int first)
    {
        var (rows, channels) = Sizes(x, first);
        var squares = new double[rows * rows];
        for (var a = 0; a < rows; a++)
        for (var b = 0; b < a; b++)
        {
            var sum = 0.0;
            for (var c = 0; c < channels; c++)
                sum += Math.Pow((double)x.Span[(a * channels) + c] - x.Span[(b * channels) + c], 2);
            squares[(a * rows) + b] = squares[(b * rows) + a] = sum;
        }

        // The width counts as fixed: it only sets the scale.
        var width = Math.Max(1e-12, squares.Sum() / (rows * (rows - 1.0)));
        var (loss, slope) = (0.0, new float[x.Length]);
        for (var a = 0; a < rows; a++)
        for (var b = 0; b < rows; b++)
        {
            if (a == b)
                continue;
            var factor =
                (a < first) != (b < first) ? -1.0 / ((double)first * (rows - first))
                : a < first ? 1.0 / ((double)first * first)
                : 1.0 / ((double)(rows - first) * (rows - first));
            var kernel = Math.Exp(-squares[(a * rows) + b] / width);
            loss += factor * kernel;
            for (var c = 0; c < channels; c++)
                slope[(a * channels) + c] += (float)(
                    factor * kernel * -4 / width * ((double)x.Span[(a * channels) + c] - x.Span[(b * channels) + c])
                );
        }

        // A row is as near to itself as can be.
        return Scalar(tape, x, loss + (1.0 / first) + (1.0 / (rows - first)), slope);
    }

    private static (int Rows, int Channels) Sizes(Tensor x, int first)
    {
        Check.That(x.Rank == 2 && first >= 2 && x.Extent(0) - first >= 2, x, Invariant($"({first} and two or more, channels)"));
        return (x.Extent(0), x.Extent(1));
    }

    private static double[] Centred(Tensor x, int first)
    {
        var (rows, channels) = (x.Extent(0), x.Extent(1));
        var centred = new double[x.Length];
        foreach (var (from, to) in new[] { (0, first), (first, rows) })
            for (var c = 0; c < channels; c++)
            {
                var mean = 0.0;
                for (var r = from; r < to; r++)
                    mean += x.Span[(r * channels) + c] / (double)(to - from);
                for (var r = from; r < to; r++)
                    centred[(r * channels) + c] = x.Span[(r * channels) + c] - mean;
            }

        return centred;
    }

    private static Tensor Scalar(Tape tape, Tensor x, double value, float[] slope)
    {
        var loss = tape.Empty();
        loss.Span[0] = (float)value;
        if (tape.Wants(x))
        {
            tape.Record(
                loss,
                () =>
                    tape.Accumulate(
                        x,
                        dx =>
                        {
                            for (var i = 0; i < slope.Length; i++)
                                dx.Span[i] = slope[i] * loss.Gradient[0];
                        }
                    )
            );
        }

        return loss;
    }
}
