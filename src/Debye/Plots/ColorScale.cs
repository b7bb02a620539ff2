namespace Debye.Plots;

/// <summary>Colours for values from low to high: dark violet, blue, teal, green, yellow.</summary>
/// <remarks>
/// Lightness grows evenly, so that order shows in grey print and with every colour blindness. In the coordinates lightness, chroma and hue
/// of Oklab: L = 0.30 + 0.60 t, C = 0.115 − 0.04 sin πt + 0.05 t², h = 300° − 195° t for a share t of the range. Source of Oklab and its
/// numbers: B. Ottosson, A perceptual color space for image processing (2020), https://bottosson.github.io/posts/oklab.
/// </remarks>
public static class ColorScale
{
    /// <summary>The colour of a share of the range.</summary>
    /// <param name="share">0 for the lowest value, 1 for the highest; beyond, the colours of the ends.</param>
    /// <returns>Six hexadecimal digits after #.</returns>
    /// <exception cref="ArgumentException">The share is NaN.</exception>
    public static string At(double share)
    {
        if (double.IsNaN(share))
            throw new ArgumentException("Expected a number, got NaN.", nameof(share));
        var t = Math.Clamp(share, 0, 1);
        var (sine, cosine) = Math.SinCos((300 - 195 * t) * Math.PI / 180);
        var chroma = 0.115 - 0.04 * Math.Sin(Math.PI * t) + 0.05 * t * t;
        var (red, green, blue) = FromOklab(0.30 + 0.60 * t, chroma * cosine, chroma * sine);
        return $"#{Encode(red):x2}{Encode(green):x2}{Encode(blue):x2}";
    }

    /// <summary>Linear sRGB of a colour in Oklab.</summary>
    private static (double Red, double Green, double Blue) FromOklab(double lightness, double a, double b)
    {
        var l = Math.Pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.Pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.Pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return (
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        );
    }

    /// <summary>A byte of sRGB (IEC 61966-2-1); the scale lies within the range.</summary>
    private static int Encode(double linear) =>
        (int)Math.Round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055));
}
