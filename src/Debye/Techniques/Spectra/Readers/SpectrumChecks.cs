using System.Collections.Immutable;

namespace Debye.Techniques.Spectra.Readers;

/// <summary>Whether columns of a file make a spectrum.</summary>
internal static class SpectrumChecks
{
    /// <summary>Turns a falling axis round and checks the values.</summary>
    /// <param name="axis">Axis values; reversed in place where they fall.</param>
    /// <param name="intensity">As many intensities; reversed with them.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="line">Line where the spectrum starts, 0 where there are none.</param>
    /// <returns>What was corrected.</returns>
    /// <exception cref="DataFormatException">Too few points, a value is not finite, or the axis neither rises nor falls
    /// throughout.</exception>
    public static ImmutableArray<string> Order(double[] axis, double[] intensity, string path, int line)
    {
        if (axis.Length < SpectraReader.MinimumPoints)
            throw new DataFormatException(path, line, $"{axis.Length} points; at least {SpectraReader.MinimumPoints} are needed.");
        ImmutableArray<string> notes = [];
        if (axis[^1] < axis[0])
        {
            Array.Reverse(axis);
            Array.Reverse(intensity);
            notes = ["The axis falls in the file and was turned round."];
        }

        for (var i = 0; i < axis.Length; i++)
        {
            if (!double.IsFinite(axis[i]) || !double.IsFinite(intensity[i]))
                throw new DataFormatException(path, line, Invariant($"point {i + 1} is not finite."));
            if (i > 0 && axis[i] <= axis[i - 1])
                throw new DataFormatException(
                    path,
                    line,
                    Invariant($"the axis neither rises nor falls throughout ({axis[i - 1]:g8} next to {axis[i]:g8}).")
                );
        }

        return notes;
    }

    /// <summary>0, 1, 2, …</summary>
    public static double[] Positions(int count)
    {
        var positions = new double[count];
        for (var i = 0; i < count; i++)
            positions[i] = i;
        return positions;
    }
}
