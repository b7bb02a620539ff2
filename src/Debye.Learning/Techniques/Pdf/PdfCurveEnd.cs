using Debye.Techniques.Pdf;

namespace Debye.Learning.Techniques.Pdf;

/// <summary>Where a curve of the model's grid ends: beyond its measured range it is constant.</summary>
internal static class PdfCurveEnd
{
    private const int FewestPoints = 30;

    /// <summary>Last measured distance, Å; at least that of the thirtieth point.</summary>
    public static double Of(ReadOnlySpan<float> curve)
    {
        var last = curve.Length - 1;
        while (last > FewestPoints && curve[last - 1] == curve[last])
            last--;
        return PdfGrid.SpaceGroupNetwork.At(last == curve.Length - 1 ? last : last - 1);
    }
}
