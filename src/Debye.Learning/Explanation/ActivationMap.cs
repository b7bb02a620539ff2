namespace Debye.Learning.Explanation;

/// <summary>What every position of a layer's maps adds to the score of a class.</summary>
public sealed record ActivationMap
{
    /// <summary>Method.</summary>
    public required ActivationMethod Method { get; init; }

    /// <summary>Rows of an image's map; 1 for a map along a signal.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns of an image's map, or positions along a signal.</summary>
    public required int Columns { get; init; }

    /// <summary>Signed values, row-major, <see cref="Rows"/> × <see cref="Columns"/>; in units of the score.</summary>
    public required ReadOnlyMemory<double> Values { get; init; }

    /// <summary>The score that is explained: the logit of the class.</summary>
    public required double Score { get; init; }

    /// <summary>Whether something speaks for the class. Where nothing does, <see cref="Normalised"/> is zero everywhere.</summary>
    public bool HasPositive
    {
        get
        {
            foreach (var value in Values.Span)
                if (value > 0)
                    return true;
            return false;
        }
    }

    /// <summary>max(value, 0) divided by the largest value; zeros where no value is above zero.</summary>
    public double[] Normalised() => Importance.Normalised(Values.Span);

    /// <summary>The map over its own transpose: ½(M + Mᵀ).</summary>
    /// <exception cref="InvalidOperationException">The map is not square.</exception>
    public ActivationMap Symmetrised()
    {
        if (Rows != Columns)
            throw new InvalidOperationException(Invariant($"expected a square map, got {Rows} × {Columns}"));
        var values = Values.Span;
        var symmetric = new double[values.Length];
        for (var i = 0; i < Rows; i++)
        for (var j = 0; j < Columns; j++)
            symmetric[i * Columns + j] = 0.5 * (values[i * Columns + j] + values[j * Columns + i]);
        return this with { Values = symmetric };
    }
}
