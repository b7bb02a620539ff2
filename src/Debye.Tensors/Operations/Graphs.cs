namespace Debye.Tensors;

/// <summary>Differentiable operations between the rows of one matrix and groups of them.</summary>
public static class Graphs
{
    /// <summary>The row of its group for every row: y[r] = x[group of r].</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(groups, channels).</param>
    /// <param name="groups">Group of each row.</param>
    /// <returns>(rows, channels).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Gather(Tape tape, Tensor x, RowGroups groups)
    {
        Check.That(x.Rank == 2 && x.Extent(0) == groups.Groups, x, Invariant($"({groups.Groups}, channels)"));
        var y = tape.Empty(groups.Rows, x.Extent(1));
        var backend = tape.Backend;
        backend.GatherRows(groups, x, y);
        if (tape.Wants(x))
            tape.Record(y, () => tape.Accumulate(x, dx => backend.SumGroups(groups, y.GradientTensor(), dx)));
        return y;
    }

    /// <summary>The sum over the rows of every group; zero where there are none.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(rows, channels).</param>
    /// <param name="groups">Group of each row.</param>
    /// <returns>(groups, channels).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Sum(Tape tape, Tensor x, RowGroups groups)
    {
        Check.That(x.Rank == 2 && x.Extent(0) == groups.Rows, x, Invariant($"({groups.Rows}, channels)"));
        var y = tape.Empty(groups.Groups, x.Extent(1));
        var backend = tape.Backend;
        backend.SumGroups(groups, x, y);
        if (tape.Wants(x))
            tape.Record(y, () => tape.Accumulate(x, dx => backend.GatherRows(groups, y.GradientTensor(), dx)));
        return y;
    }

    /// <summary>The mean over the rows of every group; zero where there are none.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(rows, channels).</param>
    /// <param name="groups">Group of each row.</param>
    /// <param name="weights">How much each row counts, above 0; empty where all count the same.</param>
    /// <returns>(groups, channels).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Mean(Tape tape, Tensor x, RowGroups groups, ReadOnlySpan<float> weights = default)
    {
        if (!weights.IsEmpty && weights.Length != groups.Rows)
            throw new ArgumentException(Invariant($"expected {groups.Rows} weights, got {weights.Length}"), nameof(weights));
        Check.That(x.Rank == 2 && x.Extent(0) == groups.Rows, x, Invariant($"({groups.Rows}, channels)"));
        var shares = Shares(groups, weights);
        var y = tape.Empty(groups.Groups, x.Extent(1));
        y.Span.Clear();
        for (var row = 0; row < shares.Length; row++)
            AddScaled(Row(x, row), shares[row], Row(y, groups.GroupOf[row]));
        if (tape.Wants(x))
        {
            tape.Record(
                y,
                () =>
                    tape.Accumulate(
                        x,
                        dx =>
                        {
                            var dy = y.GradientTensor();
                            dx.Span.Clear();
                            for (var row = 0; row < shares.Length; row++)
                                AddScaled(Row(dy, groups.GroupOf[row]), shares[row], Row(dx, row));
                        }
                    )
            );
        }

        return y;

        static Span<float> Row(Tensor tensor, int row) => tensor.Span.Slice(row * tensor.Extent(1), tensor.Extent(1));

        static void AddScaled(ReadOnlySpan<float> from, float factor, Span<float> to)
        {
            for (var c = 0; c < to.Length; c++)
                to[c] += factor * from[c];
        }
    }

    /// <summary>σ(a) · softplus(b) for rows that hold a and b side by side.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(…, 2 channels): a, then b.</param>
    /// <returns>(…, channels).</returns>
    /// <exception cref="ArgumentException">The last extent is odd.</exception>
    public static Tensor Gate(Tape tape, Tensor x)
    {
        Check.That(x.Extent(-1) % 2 == 0, x, "an even last extent");
        var shape = x.Shape.ToArray();
        shape[^1] /= 2;
        var y = tape.Empty(shape);
        var backend = tape.Backend;
        backend.Gate(x, y);
        if (tape.Wants(x))
            tape.Record(y, () => tape.Accumulate(x, dx => backend.GateBackward(x, y.GradientTensor(), dx)));
        return y;
    }

    /// <summary>Weight of each row over that of its group.</summary>
    private static float[] Shares(RowGroups groups, ReadOnlySpan<float> weights)
    {
        var totals = new float[groups.Groups];
        for (var row = 0; row < groups.Rows; row++)
            totals[groups.GroupOf[row]] += weights.IsEmpty ? 1 : weights[row];
        var shares = new float[groups.Rows];
        for (var row = 0; row < shares.Length; row++)
            shares[row] = (weights.IsEmpty ? 1 : weights[row]) / totals[groups.GroupOf[row]];
        return shares;
    }
}
