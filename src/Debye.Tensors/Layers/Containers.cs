namespace Debye.Tensors;

/// <summary>Modules one after the other, named "0", "1", ….</summary>
public sealed class Sequential : Module
{
    /// <summary>Puts modules in a row.</summary>
    /// <param name="modules">In order.</param>
    public Sequential(params ReadOnlySpan<Module> modules)
    {
        for (var i = 0; i < modules.Length; i++)
            Register(Invariant($"{i}"), modules[i]);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x)
    {
        for (var i = 0; i < Children.Count; i++)
            x = Children[i].Value.Forward(tape, x);
        return x;
    }
}

/// <summary>Modules side by side on the same input, named "0", "1", …; their outputs joined along the last axis.</summary>
public sealed class SideBySide : Module
{
    /// <summary>Puts modules side by side.</summary>
    /// <param name="modules">In the order of their outputs; at least one.</param>
    public SideBySide(params ReadOnlySpan<Module> modules)
    {
        if (modules.IsEmpty)
            throw new ArgumentException("Expected at least one module.", nameof(modules));
        for (var i = 0; i < modules.Length; i++)
            Register(Invariant($"{i}"), modules[i]);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x) =>
        Functional.Concatenate(tape, [.. Children.Select(child => child.Value.Forward(tape, x))]);
}

/// <summary>y = after(main(x) + shortcut(x)).</summary>
public sealed class ResidualBlock : Module
{
    private readonly Module _main;
    private readonly Module? _shortcut;
    private readonly Module? _after;

    /// <summary>Makes a block.</summary>
    /// <param name="main">The long way, "main".</param>
    /// <param name="shortcut">The short way, "shortcut"; the identity if null.</param>
    /// <param name="after">Applied to the sum, "after"; nothing if null.</param>
    public ResidualBlock(Module main, Module? shortcut = null, Module? after = null)
    {
        _main = Register("main", main);
        _shortcut = shortcut is null ? null : Register("shortcut", shortcut);
        _after = after is null ? null : Register("after", after);
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor x)
    {
        var sum = Functional.Add(tape, _main.Forward(tape, x), _shortcut?.Forward(tape, x) ?? x);
        return _after?.Forward(tape, sum) ?? sum;
    }
}
