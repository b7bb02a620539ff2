using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Explanation;

/// <summary>What stands where a part of a spectrum is hidden.</summary>
public sealed class SpectrumBackground
{
    private readonly float[][] _rows;

    private SpectrumBackground(float[][] rows) => _rows = rows;

    /// <summary>Number of versions of a spectrum with the same part hidden; scores are averaged over them.</summary>
    public int Count => Math.Max(1, _rows.Length);

    /// <summary>Straight lines between the points on both sides of a hidden band: removes a peak and leaves what lies under it.</summary>
    /// <remarks>
    /// A band that touches an end takes the value of its other side; a spectrum hidden whole becomes the line between its ends.
    /// </remarks>
    public static SpectrumBackground StraightLines { get; } = new([]);

    /// <summary>The points of other spectra, each in turn.</summary>
    /// <param name="spectra">One or more spectra, as the model takes them.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SpectrumBackground OfSpectra(FeatureTable spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        if (spectra.Rows == 0)
            throw new ArgumentException("Expected at least one spectrum.", nameof(spectra));
        return new SpectrumBackground([.. Enumerable.Range(0, spectra.Rows).Select(i => spectra.Row(i).ToArray())]);
    }

    /// <summary>The mean of other spectra, such as those of the training.</summary>
    /// <param name="spectra">One or more spectra, as the model takes them.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SpectrumBackground OfMean(FeatureTable spectra)
    {
        ArgumentNullException.ThrowIfNull(spectra);
        if (spectra.Rows == 0)
            throw new ArgumentException("Expected at least one spectrum.", nameof(spectra));
        var sums = new double[spectra.Columns];
        for (var i = 0; i < spectra.Rows; i++)
        for (var j = 0; j < sums.Length; j++)
            sums[j] += spectra.Row(i)[j];
        return new SpectrumBackground([
            [.. sums.Select(sum => (float)(sum / spectra.Rows))],
        ]);
    }

    /// <summary>The spectrum itself, every point the mean of its surroundings.</summary>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="halfWidth">Points on either side, 1 or more; fewer at the ends.</param>
    public static SpectrumBackground Blurred(ReadOnlySpan<float> spectrum, int halfWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(halfWidth, 1);
        var sums = new double[spectrum.Length + 1];
        for (var i = 0; i < spectrum.Length; i++)
            sums[i + 1] = sums[i] + spectrum[i];
        var row = new float[spectrum.Length];
        for (var i = 0; i < row.Length; i++)
        {
            var (low, high) = (Math.Max(0, i - halfWidth), Math.Min(row.Length, i + halfWidth + 1));
            row[i] = (float)((sums[high] - sums[low]) / (high - low));
        }

        return new SpectrumBackground([row]);
    }

    /// <summary>One value at all points.</summary>
    /// <param name="points">Points of the spectrum, 1 or more.</param>
    /// <param name="value">The value; finite.</param>
    public static SpectrumBackground Constant(int points, float value = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        if (!float.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a finite value.");
        var row = new float[points];
        Array.Fill(row, value);
        return new SpectrumBackground([row]);
    }

    /// <summary>Checks that it fits spectra of a length.</summary>
    internal void RequireLength(int points)
    {
        if (_rows.Length > 0 && _rows[0].Length != points)
            throw new ArgumentException(Invariant($"Expected a background of {points} points, got one of {_rows[0].Length}."));
    }

    /// <summary>Writes a version of a spectrum of which only parts are shown.</summary>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="shown">The parts that are shown, ascending, none overlapping.</param>
    /// <param name="version">0…<see cref="Count"/>−1.</param>
    /// <param name="destination">As many points.</param>
    internal void Show(ReadOnlySpan<float> spectrum, List<(int Start, int End)> shown, int version, Span<float> destination)
    {
        var at = 0;
        foreach (var (start, end) in shown)
        {
            Hide(spectrum, at, start, version, destination);
            spectrum[start..end].CopyTo(destination[start..]);
            at = end;
        }

        Hide(spectrum, at, spectrum.Length, version, destination);
    }

    private void Hide(ReadOnlySpan<float> spectrum, int start, int end, int version, Span<float> destination)
    {
        if (start >= end)
            return;
        if (_rows.Length > 0)
        {
            _rows[version].AsSpan(start..end).CopyTo(destination[start..]);
            return;
        }

        var whole = start == 0 && end == spectrum.Length;
        var (before, after) = (
            start > 0 ? start - 1
            : whole ? 0
            : end,
            end < spectrum.Length ? end
            : whole ? end - 1
            : start - 1
        );
        for (var i = start; i < end; i++)
        {
            var share = after == before ? 0 : (float)(i - before) / (after - before);
            destination[i] = spectrum[before] + share * (spectrum[after] - spectrum[before]);
        }
    }
}
