namespace Debye.Learning.Explanation;

/// <summary>Importance as the fall of the score when a window of the spectrum is hidden.</summary>
/// <remarks>Source: M. D. Zeiler and R. Fergus, ECCV 2014, 818, doi 10.1007/978-3-319-10590-1_53.</remarks>
public static class Occlusion
{
    /// <summary>Explains a spectrum.</summary>
    /// <param name="scorer">What is explained.</param>
    /// <param name="spectrum">The spectrum as the model takes it.</param>
    /// <param name="background">What stands where a window is hidden.</param>
    /// <param name="options">Windows.</param>
    /// <returns>
    /// For every point the mean fall over the windows that hold it, in units of the score; negative where hiding raises the score.
    /// </returns>
    /// <exception cref="ArgumentException">The spectrum is empty, or the background has another length.</exception>
    public static double[] Explain(
        SpectrumScorer scorer,
        ReadOnlySpan<float> spectrum,
        SpectrumBackground background,
        OcclusionOptions? options = null
    )
    {
        options ??= new OcclusionOptions();
        options.Validate();
        var scores = new VersionScores(scorer, spectrum, background, options.Batch);
        var windows = Windows(spectrum.Length, options);
        var points = spectrum.Length;
        var hidden = scores.Of([.. windows.Select(window => Outside(window, points))]);
        var whole = scores.Whole();
        var (falls, counts) = (new double[points], new int[points]);
        for (var w = 0; w < windows.Count; w++)
        for (var i = windows[w].Start; i < windows[w].End; i++)
        {
            falls[i] += whole - hidden[w];
            counts[i]++;
        }

        for (var i = 0; i < points; i++)
            falls[i] /= counts[i];
        return falls;
    }

    private static List<(int Start, int End)> Windows(int points, OcclusionOptions options)
    {
        var windows = new List<(int Start, int End)>();
        for (var start = 0; ; start += options.Stride)
        {
            var end = Math.Min(start + options.Width, points);
            windows.Add((start, end));
            if (end == points)
                return windows;
        }
    }

    private static List<(int Start, int End)> Outside((int Start, int End) window, int points) =>
        [.. new[] { (Start: 0, End: window.Start), (Start: window.End, End: points) }.Where(part => part.End > part.Start)];
}
