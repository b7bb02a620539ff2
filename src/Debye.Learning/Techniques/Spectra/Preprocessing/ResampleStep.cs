using Debye.Techniques.Spectra.Preprocessing;

namespace Debye.Learning.Techniques.Spectra.Preprocessing;

/// <summary>Brings spectra of any axis to an even one, linear between points: what lets two instruments meet.</summary>
public sealed record ResampleStep : SpectrumStep
{
    private const int MaximumCount = 1 << 22;

    /// <summary>First axis value, in the unit of the axis.</summary>
    public required double First { get; init; }

    /// <summary>Last axis value, above <see cref="First"/>.</summary>
    public required double Last { get; init; }

    /// <summary>Number of points, 2…4,194,304.</summary>
    public required int Count { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(Last > First) || !double.IsFinite(Last - First))
            throw new ArgumentOutOfRangeException(nameof(Last), Last, Invariant($"Expected above {First}."));
        if (Count is < 2 or > MaximumCount)
            throw new ArgumentOutOfRangeException(nameof(Count), Count, $"Expected 2…{MaximumCount}.");
    }

    /// <inheritdoc/>
    internal override SpectrumPoints Apply(SpectrumPoints spectrum)
    {
        var (axis, values) = (new double[Count], new double[Count]);
        for (var i = 0; i < Count; i++)
            axis[i] = First + i * (Last - First) / (Count - 1);
        SpectrumResampling.Linear(spectrum.Axis, spectrum.Values, axis, values);
        return spectrum with { Axis = axis, Values = values };
    }
}
