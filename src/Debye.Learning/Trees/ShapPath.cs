namespace Debye.Learning.Trees;

/// <summary>
/// The distinct features on the way from the root, with the weights of all subsets of them by size (EXTEND and UNWIND of the source named
/// in <see cref="TreeShap"/>). Each step down works on a copy that follows its parent in one buffer.
/// </summary>
internal ref struct ShapPath
{
    private Span<Element> _own;
    private Span<Element> _free;

    /// <summary>Elements; the first stands for the root.</summary>
    public int Length { get; private set; }

    public readonly Element this[int index] => _own[index];

    /// <summary>The path of the root.</summary>
    public static ShapPath Empty(Span<Element> buffer)
    {
        buffer[0] = new Element(-1, 1, 1, 1);
        return new ShapPath
        {
            _own = buffer[..1],
            _free = buffer[1..],
            Length = 1,
        };
    }

    /// <summary>A copy with one more feature: the shares of weight that pass when it is unknown and when it is known.</summary>
    public readonly ShapPath Extend(int feature, double zero, double one)
    {
        var path = new ShapPath
        {
            _own = _free[..(Length + 1)],
            _free = _free[(Length + 1)..],
            Length = Length + 1,
        };
        _own[..Length].CopyTo(path._own);
        path._own[Length] = new Element(feature, zero, one, 0);
        for (var i = Length - 1; i >= 0; i--)
        {
            var weight = path._own[i].Weight;
            path._own[i + 1].Weight += one * weight * (i + 1) / (Length + 1);
            path._own[i].Weight = zero * weight * (Length - i) / (Length + 1);
        }

        return path;
    }

    /// <summary>Takes a feature out, if it is there, and returns its shares; (1, 1) otherwise.</summary>
    public (double Zero, double One) Remove(int feature)
    {
        for (var index = 1; index < Length; index++)
        {
            if (_own[index].Feature != feature)
                continue;
            var (zero, one) = (_own[index].Zero, _own[index].One);
            Unwind(index);
            return (zero, one);
        }

        return (1, 1);
    }

    /// <summary>Sum of the weights when one feature is taken out.</summary>
    public readonly double SumWithout(int index)
    {
        var (zero, one) = (_own[index].Zero, _own[index].One);
        var last = Length - 1;
        var next = _own[last].Weight;
        double sum = 0;
        for (var i = last - 1; i >= 0; i--)
        {
            if (one == 0)
            {
                sum += _own[i].Weight * Length / (zero * (last - i));
                continue;
            }

            var weight = next * Length / ((i + 1) * one);
            sum += weight;
            next = _own[i].Weight - weight * zero * (last - i) / Length;
        }

        return sum;
    }

    private void Unwind(int index)
    {
        var (zero, one) = (_own[index].Zero, _own[index].One);
        var last = Length - 1;
        var next = _own[last].Weight;
        for (var i = last - 1; i >= 0; i--)
        {
            var weight = _own[i].Weight;
            if (one == 0)
            {
                _own[i].Weight = weight * Length / (zero * (last - i));
                continue;
            }

            _own[i].Weight = next * Length / ((i + 1) * one);
            next = weight - _own[i].Weight * zero * (last - i) / Length;
        }

        for (var i = index; i < last; i++)
            _own[i] = _own[i + 1] with { Weight = _own[i].Weight };
        Length = last;
    }

    /// <summary>A feature of the path.</summary>
    internal record struct Element(int Feature, double Zero, double One, double Weight);
}
