using Debye.Crystals;

namespace Debye.Techniques.Xrd;

/// <summary>Turns families of reflections into a sorted list of merged, scaled peaks; buffers are reused.</summary>
internal sealed class XrdPeaks
{
    private int[] _order = [];
    private int[] _buckets = [];
    private readonly List<XrdPeak> _peaks = [];
    private readonly List<XrdFamily> _families = [];

    public XrdPattern Build(XrdReflections reflections, XrdOptions options)
    {
        _peaks.Clear();
        _families.Clear();
        Sort(reflections);
        AddLine(reflections, options, options.WavelengthAngstrom, 1, 1);
        if (options.SecondWavelengthAngstrom is { } second)
            AddLine(reflections, options, second, options.SecondWavelengthRatio, 2);
        var strongest = 0.0;
        foreach (var peak in _peaks)
            strongest = Math.Max(strongest, peak.Intensity);
        return new XrdPattern(ScaledPeaks(strongest, options), ScaledFamilies(strongest), strongest, options);
    }

    /// <summary>Lorentz and polarisation factors; Source: International Tables C, section 6.2.</summary>
    public static double LorentzPolarisation(double sinTheta2, double monochromatorCos2, Radiation radiation)
    {
        var lorentz = 1 / (sinTheta2 * Math.Sqrt(1 - sinTheta2));
        if (radiation == Radiation.Neutron)
            return lorentz;
        var cosTwoTheta = 1 - 2 * sinTheta2;
        return (1 + monochromatorCos2 * cosTwoTheta * cosTwoTheta) * lorentz;
    }

    private void AddLine(XrdReflections r, XrdOptions options, double wavelength, double strength, int line)
    {
        var cosMono = Math.Cos(options.MonochromatorTwoThetaDegrees * (Math.PI / 180));
        var (low, high) = (SinSquared(options.MinimumTwoThetaDegrees), SinSquared(options.MaximumTwoThetaDegrees));
        var factor = wavelength * wavelength / 4;
        var last = -1;
        for (var n = 0; n < r.Count; n++)
        {
            var i = _order[n];
            var sin2 = r.InverseD2[i] * factor;
            if (sin2 < low || sin2 > high)
                continue;
            var intensity = strength * r.F2[i] * r.Mult[i] * LorentzPolarisation(sin2, cosMono * cosMono, options.Radiation);
            var twoTheta = Math.Asin(Math.Sqrt(sin2)) * (360 / Math.PI);
            var d = 1 / Math.Sqrt(r.InverseD2[i]);
            var (hkl, multiplicity) = (r.Hkl(i), (int)r.Mult[i]);
            if (last >= 0 && twoTheta - _peaks[last].TwoThetaDegrees < options.MergeToleranceDegrees)
            {
                Join(last, hkl, multiplicity, intensity);
            }
            else
            {
                last = _peaks.Count;
                _peaks.Add(new XrdPeak(twoTheta, d, intensity, hkl, multiplicity, _families.Count, 1, line));
            }

            _families.Add(new XrdFamily(hkl, multiplicity, d, r.F2[i], intensity));
        }
    }

    private void Join(int index, Hkl hkl, int multiplicity, double intensity)
    {
        var peak = _peaks[index];
        var strongest = 0.0;
        for (var f = peak.FirstFamily; f < _families.Count; f++)
            strongest = Math.Max(strongest, _families[f].Intensity);
        _peaks[index] = peak with
        {
            Intensity = peak.Intensity + intensity,
            Hkl = intensity > strongest ? hkl : peak.Hkl,
            Multiplicity = peak.Multiplicity + multiplicity,
            FamilyCount = peak.FamilyCount + 1,
        };
    }

    private XrdPeak[] ScaledPeaks(double strongest, XrdOptions options)
    {
        var kept = _peaks.FindAll(peak => peak.Intensity > options.MinimumRelativeIntensity * strongest).ToArray();
        for (var i = 0; i < kept.Length; i++)
            kept[i] = kept[i] with { Intensity = kept[i].Intensity / strongest * 100 };
        if (options.SecondWavelengthAngstrom is not null)
            Array.Sort(kept, (a, b) => a.TwoThetaDegrees.CompareTo(b.TwoThetaDegrees));
        return kept;
    }

    private XrdFamily[] ScaledFamilies(double strongest)
    {
        if (strongest == 0)
            return [];
        var all = _families.ToArray();
        for (var i = 0; i < all.Length; i++)
            all[i] = all[i] with { Intensity = all[i].Intensity / strongest * 100 };
        return all;
    }

    internal static double SinSquared(double twoThetaDegrees)
    {
        var sin = Math.Sin(twoThetaDegrees * (Math.PI / 360));
        return sin * sin;
    }

    /// <summary>
    /// Sorts by 1/d²: counting sort into cells of equal expected content (the number of points grows as 1/d³), then insertion.
    /// </summary>
    private void Sort(XrdReflections r)
    {
        var n = r.Count;
        if (_order.Length < n)
            (_order, _buckets) = (new int[2 * n], new int[2 * n + 2]);
        if (n == 0)
            return;
        var largest = 0.0;
        for (var i = 0; i < n; i++)
            largest = Math.Max(largest, r.InverseD2[i]);
        var scale = (n - 1) / (largest * Math.Sqrt(largest));
        var buckets = _buckets.AsSpan(0, n + 1);
        buckets.Clear();
        for (var i = 0; i < n; i++)
            buckets[Bucket(r.InverseD2[i], scale) + 1]++;
        for (var i = 1; i <= n; i++)
            buckets[i] += buckets[i - 1];
        for (var i = 0; i < n; i++)
            _order[buckets[Bucket(r.InverseD2[i], scale)]++] = i;
        for (var i = 1; i < n; i++)
        {
            var moving = _order[i];
            var key = r.InverseD2[moving];
            var j = i - 1;
            for (; j >= 0 && r.InverseD2[_order[j]] > key; j--)
                _order[j + 1] = _order[j];
            _order[j + 1] = moving;
        }
    }

    private static int Bucket(double value, double scale) => (int)(value * Math.Sqrt(value) * scale);
}
