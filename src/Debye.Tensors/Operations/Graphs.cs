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
        Check.That(x.Rank == 2 && x.Extent(0) == groups.Groups, x, $"({groups.Groups}, channels)");
        var y = tape.Empty(groups.Rows, x.Extent(1));
        var backend = tape.Backend;
        backend.GatherRows(groups, x, y);
        if (tape.Wants(x)) tape.Record(y, () => tape.Accumulate(x, dx => backend.SumGroups(groups, y.GradientTensor(), dx)));
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
        Check.That(x.Rank == 2 && x.Extent(0) == groups.Rows, x, $"({groups.Rows}, channels)");
        var y = tape.Empty(groups.Groups, x.Extent(1));
        var backend = tape.Backend;
        backend.SumGroups(groups, x, y);
        if (tape.Wants(x)) tape.Record(y, () => tape.Accumulate(x, dx => backend.GatherRows(groups, y.GradientTensor(), dx)));
        return y;
    }

    /// <summary>The mean over the rows of every group; zero where there are none.</summary>
    /// <param name="tape">Where it is recorded.</param>
    /// <param name="x">(rows, channels).</param>
    /// <param name="groups">Group of each row.</param>
    /// <returns>(groups, channels).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Mean(Tape tape, Tensor x, RowGroups groups)
    {
        var sum = Sum(tape, x, groups);
        var y = tape.Empty(sum.Shape);
        Divide(sum, y);
        if (tape.Wants(sum)) tape.Record(y, () => tape.Accumulate(sum, ds => Divide(y.GradientTensor(), ds)));
        return y;

        void Divide(Tensor from, Tensor to)
        {
            var channels = from.Extent(1);
            for (var g = 0; g < groups.Groups; g++)
            {
                var factor = 1f / Math.Max(1, groups.Members(g).Length);
                for (var i = g * channels; i < (g + 1) * channels; i++) to.Span[i] = from.Span[i] * factor;
            }
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
        if (tape.Wants(x)) tape.Record(y, () => tape.Accumulate(x, dx => backend.GateBackward(x, y.GradientTensor(), dx)));
        return y;
    }
}
