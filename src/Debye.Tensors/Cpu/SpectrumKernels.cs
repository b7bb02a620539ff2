using System.Numerics;

namespace Debye.Tensors.Cpu;

/// <summary>Between the transform of N/2 complex points and the spectrum of N real ones.</summary>
internal static unsafe class SpectrumKernels
{
    /// <summary>
    /// X[k] = (Z[k] + Z*[M-k])/2 - i e^(-2πik/N) (Z[k] - Z*[M-k])/2, k = 0 … M. Three parts are written
    /// <paramref name="part"/> apart: (Im, Re, -Im) for layout -1, (Re, Im, -Re) for 1.
    /// </summary>
    public static void Separate(FourierKernels plan, float* work, int layout, int part, int pitch, float* destination)
    {
        var width = Vector<float>.Count;
        var table = plan.Table;
        var imaginary = work + (plan.Half * width);
        for (var k = 0; k <= plan.Half; k++, destination += pitch)
        {
            var (a, b) = (k % plan.Half * width, (plan.Half - k) % plan.Half * width);
            var (zr, zi, yr, yi) = (Vector.Load(work + a), Vector.Load(imaginary + a), Vector.Load(work + b), Vector.Load(imaginary + b));
            var (er, ei) = ((zr + yr) * 0.5f, (zi - yi) * 0.5f);
            var (or, oi) = ((zi + yi) * 0.5f, (yr - zr) * 0.5f);
            var (cos, sin) = (new Vector<float>(table[2 * k]), new Vector<float>(table[(2 * k) + 1]));
            var real = er + ((or * cos) - (oi * sin));
            var imag = ei + ((or * sin) + (oi * cos));
            if (layout < 0)
            {
                Vector.Store(imag, destination);
                Vector.Store(real, destination + part);
                Vector.Store(-imag, destination + (2 * part));
                continue;
            }

            Vector.Store(real, destination);
            Vector.Store(imag, destination + part);
            Vector.Store(-real, destination + (2 * part));
        }
    }

    /// <summary>The inverse of <see cref="Separate"/> for (Re, Im), into bit-reversed order.</summary>
    public static void Combine(FourierKernels plan, float* spectrum, int pitch, int imaginary, float* destination)
    {
        var width = Vector<float>.Count;
        var table = plan.Table;
        for (var k = 0; k < plan.Half; k++)
        {
            var x = spectrum + ((nint)k * pitch);
            var y = spectrum + ((nint)(plan.Half - k) * pitch);
            var (xr, xi, yr, yi) = (Vector.Load(x), Vector.Load(x + imaginary), Vector.Load(y), Vector.Load(y + imaginary));
            var (er, ei) = ((xr + yr) * 0.5f, (xi - yi) * 0.5f);
            var (dr, di) = ((xr - yr) * 0.5f, (xi + yi) * 0.5f);
            var (cos, sin) = (new Vector<float>(table[2 * k]), new Vector<float>(-table[(2 * k) + 1]));
            var or = (dr * cos) - (di * sin);
            var oi = (dr * sin) + (di * cos);
            var to = destination + (plan.Reversed[k] * width);
            Vector.Store(er - oi, to);
            Vector.Store(ei + or, to + (plan.Half * width));
        }
    }
}
